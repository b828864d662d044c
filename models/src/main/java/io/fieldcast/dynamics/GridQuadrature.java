package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * The midpoint rule over the cells of a grid, never as a matrix. The Gaussian factors into a function of the column and one of
 * the row, so each row of the kernel costs two short lists of exponentials; a uniform kernel even moves the whole field along
 * one axis after the other. Works in cells: distances divided by the spacing.
 */
final class GridQuadrature implements Quadrature {
    /** Numbers that {@link #applyWithSlopes} writes for a point: what it draws, and the slopes. */
    static final int WITH_SLOPES = 4;

    private final Grid grid;
    private final boolean normalised;

    GridQuadrature(Grid grid, IdeKernel.Rows rows) {
        this.grid = grid;
        this.normalised = rows == IdeKernel.Rows.NORMALISED;
    }

    @Override
    public int points() {
        return grid.size();
    }

    @Override
    public double x(int point) {
        return grid.x(point);
    }

    @Override
    public double y(int point) {
        return grid.y(point);
    }

    @Override
    public int scratchSize() {
        return 2 * grid.columns() + grid.rows();
    }

    @Override
    public Lines lines(int columns) {
        int side = Math.max(grid.rows(), grid.columns());
        return new Lines(side, side * columns);
    }

    @Override
    public void apply(
            double[] numbers,
            int numbersAt,
            boolean uniform,
            int columns,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] scratch,
            int scratchAt,
            Lines lines) {
        if (uniform) {
            lines.read(from, fromAt, grid.rows(), grid.columns() * columns);
            moveUniformly(numbers, numbersAt, columns, lines, scratch, scratchAt);
            lines.writeTurned(grid.columns(), grid.rows(), columns, to, toAt);
            return;
        }
        int weightsY = scratchAt + grid.columns();
        int scaled = weightsY + grid.rows();
        for (int point = 0; point < grid.size(); point++) {
            int at = numbersAt + KernelNumbers.PER_POINT * point;
            gather(numbers, at, point, columns, from, fromAt, to, toAt, scratch, scratchAt, weightsY, scaled);
        }
    }

    /** Along the columns, then along the rows. */
    private void moveUniformly(double[] numbers, int at, int columns, Lines lines, double[] scratch, int scratchAt) {
        int rows = grid.rows();
        int across = grid.columns();
        double gain = numbers[at];
        double width = width(numbers[at + KernelNumbers.WIDTH]);
        double east = numbers[at + KernelNumbers.OFFSET_X];
        double north = numbers[at + KernelNumbers.OFFSET_Y];
        alongAxis(gain, width, north, rows, across * columns, lines, scratch, scratchAt);
        lines.turn(rows, across, columns);
        alongAxis(1, width, east, across, rows * columns, lines, scratch, scratchAt);
    }

    /**
     * Moves a field along one of its axes.
     *
     * @param cells along the axis, a line each
     * @param length numbers of a line
     * @param weights room for one number a cell from {@code at} on
     */
    private void alongAxis(
            double gain, double width, double offset, int cells, int length, Lines lines, double[] weights, int at) {
        // Of a line without ends, so that these are distances from the cell.
        double shift = offset / grid.spacing();
        double fraction = shift - Math.rint(shift);
        double reach = Math.sqrt(CUTOFF * width + (normalised ? fraction * fraction : 0));
        int lowest = (int) Math.max(-cells, Math.ceil(shift - reach));
        int highest = (int) Math.min(cells, Math.floor(shift + reach));
        int begin = Math.min(cells, Math.max(0, -lowest));
        int end = Math.max(begin, Math.min(cells, cells - highest));
        for (int cell = 0, alike; cell < cells; cell += alike) {
            // Away from the ends all cells have the same weights.
            boolean inside = cell >= begin && cell < end;
            alike = inside ? end - cell : 1;
            double centre = centre(cell, offset, cells);
            int first = inside ? cell + lowest : first(centre, width, cells);
            int last = inside ? cell + highest : last(centre, width, cells);
            double scale = gain * weigh(centre, width, first, last, cells, weights, at);
            for (int k = 0; k <= last - first; k++) {
                weights[at + k] *= scale;
            }
            for (int i = 0; i < alike; i++) {
                lines.combine(cell + i, weights, at, first + i, last - first + 1, length);
            }
        }
    }

    /** Writes one point from the window around the place that it draws from. */
    private void gather(
            double[] numbers,
            int numbersAt,
            int point,
            int columns,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] weights,
            int weightsX,
            int weightsY,
            int scaled) {
        int across = grid.columns();
        double width = width(numbers[numbersAt + KernelNumbers.WIDTH]);
        double centreX = centre(point % across, numbers[numbersAt + KernelNumbers.OFFSET_X], across);
        double centreY = centre(point / across, numbers[numbersAt + KernelNumbers.OFFSET_Y], grid.rows());
        int west = first(centreX, width, across);
        int east = last(centreX, width, across);
        int south = first(centreY, width, grid.rows());
        int north = last(centreY, width, grid.rows());
        double scale = numbers[numbersAt]
                * weigh(centreX, width, west, east, across, weights, weightsX)
                * weigh(centreY, width, south, north, grid.rows(), weights, weightsY);
        int target = toAt + point * columns;
        Arrays.fill(to, target, target + columns, 0);
        for (int row = south; row <= north; row++) {
            double factor = scale * weights[weightsY + row - south];
            int source = fromAt + (row * across + west) * columns;
            if (columns == 1) {
                to[target] += factor * DenseKernels.dot(weights, weightsX, from, source, east - west + 1);
            } else {
                for (int k = 0; k <= east - west; k++) {
                    weights[scaled + k] = factor * weights[weightsX + k];
                }
                DenseKernels.addRows(weights, scaled, east - west + 1, from, source, columns, to, target, columns);
            }
        }
    }

    /** Doubles of working memory for {@link #applyWithSlopes}. */
    int slopesScratchSize() {
        return 3 * (grid.columns() + grid.rows());
    }

    /**
     * Applies a normalised kernel that differs from point to point, with the slopes of what each point draws along its own numbers.
     *
     * @param numbers as in {@link #apply}, not uniform
     * @param fields so many, one behind the other
     * @param to receives for each field and point the value, and its slopes along the offset x and y in cells and along the width in cells
     *     squared
     */
    void applyWithSlopes(
            double[] numbers,
            int numbersAt,
            int fields,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] scratch,
            int scratchAt) {
        Check.that(normalised, "slopes are those of a normalised kernel");
        int across = grid.columns();
        int upwards = grid.rows();
        int weightsY = scratchAt + 3 * across;
        for (int point = 0; point < grid.size(); point++) {
            int at = numbersAt + KernelNumbers.PER_POINT * point;
            double given = numbers[at + KernelNumbers.WIDTH];
            double width = width(given);
            double centreX = centre(point % across, numbers[at + KernelNumbers.OFFSET_X], across);
            double centreY = centre(point / across, numbers[at + KernelNumbers.OFFSET_Y], upwards);
            int west = first(centreX, width, across);
            int south = first(centreY, width, upwards);
            int countX = last(centreX, width, across) + 1 - west;
            int countY = last(centreY, width, upwards) + 1 - south;
            weighWithMoments(centreX, width, west, countX, across, scratch, scratchAt);
            weighWithMoments(centreY, width, south, countY, upwards, scratch, weightsY);
            // Below the floor a width changes nothing.
            boolean floored = Quadrature.floored(given, grid.spacing()) > given;
            for (int field = 0; field < fields; field++) {
                int source = fromAt + field * grid.size() + south * across + west;
                int target = toAt + WITH_SLOPES * (field * grid.size() + point);
                drawWithSlopes(
                        numbers[at], width, countX, countY, from, source, to, target, scratch, scratchAt, weightsY);
                to[target + 3] = floored ? 0 : to[target + 3];
            }
        }
    }

    /** Writes the weights along an axis of so many cells, normalised; behind them each times its distance, and times that squared. */
    private void weighWithMoments(
            double centre, double width, int first, int count, int cells, double[] weights, int at) {
        double share = weigh(centre, width, first, first + count - 1, cells, weights, at);
        for (int k = 0; k < count; k++) {
            double distance = first + k - centre;
            weights[at + k] *= share;
            weights[at + cells + k] = weights[at + k] * distance;
            weights[at + 2 * cells + k] = weights[at + cells + k] * distance;
        }
    }

    /** Writes what one point draws from the window that begins at {@code from[source]}, and the slopes. */
    private void drawWithSlopes(
            double gain,
            double width,
            int countX,
            int countY,
            double[] from,
            int source,
            double[] to,
            int target,
            double[] weights,
            int x,
            int y) {
        int across = grid.columns();
        int upwards = grid.rows();
        double sum = 0;
        double firstX = 0;
        double firstY = 0;
        double second = 0;
        for (int row = 0; row < countY; row++) {
            int line = source + row * across;
            double drawn = 0;
            double drawnFirst = 0;
            double drawnSecond = 0;
            for (int k = 0; k < countX; k++) {
                double value = from[line + k];
                drawn += weights[x + k] * value;
                drawnFirst += weights[x + across + k] * value;
                drawnSecond += weights[x + 2 * across + k] * value;
            }
            double weight = weights[y + row];
            sum += weight * drawn;
            firstX += weight * drawnFirst;
            firstY += weights[y + upwards + row] * drawn;
            second += weight * drawnSecond + weights[y + 2 * upwards + row] * drawn;
        }
        // Of a quotient: what a weight loses with its distance, all weights share.
        double meanX = DenseKernels.sum(weights, x + across, countX);
        double meanY = DenseKernels.sum(weights, y + upwards, countY);
        double spread =
                DenseKernels.sum(weights, x + 2 * across, countX) + DenseKernels.sum(weights, y + 2 * upwards, countY);
        to[target] = gain * sum;
        to[target + 1] = 2 * gain / width * (firstX - sum * meanX);
        to[target + 2] = 2 * gain / width * (firstY - sum * meanY);
        to[target + 3] = gain / (width * width) * (second - sum * spread);
    }

    private double width(double width) {
        return Quadrature.floored(width, grid.spacing()) / (grid.spacing() * grid.spacing());
    }

    /** Where along an axis of so many cells a cell draws from; further out than the axis is long counts as that far. */
    private double centre(int cell, double offset, int cells) {
        return Math.max(-cells, Math.min(2 * cells, cell + offset / grid.spacing()));
    }

    /** The square distance that is taken off all, so that a normalised row outside the domain does not vanish. */
    private double nearest(double centre, int cells) {
        double distance = centre - Math.max(0, Math.min(cells - 1, Math.rint(centre)));
        return normalised ? distance * distance : 0;
    }

    private int first(double centre, double width, int cells) {
        double reach = Math.sqrt(CUTOFF * width + nearest(centre, cells));
        return (int) Math.max(0, Math.ceil(centre - reach));
    }

    private int last(double centre, double width, int cells) {
        double reach = Math.sqrt(CUTOFF * width + nearest(centre, cells));
        return (int) Math.min(cells - 1, Math.floor(centre + reach));
    }

    /**
     * Writes the Gaussian at cells first..last; returns what makes it the share of one axis in the kernel. Outwards from the nearest
     * cell each weight is the one before times a ratio, which itself falls by one factor: three exponentials do for any width.
     */
    private double weigh(double centre, double width, int first, int last, int cells, double[] weights, int at) {
        int peak = (int) Math.max(first, Math.min(last, Math.rint(centre)));
        double distance = peak - centre;
        double highest = Math.exp((nearest(centre, cells) - distance * distance) / width);
        double falling = Math.exp(-2 / width);
        double sum = highest;
        weights[at + peak - first] = highest;
        double weight = highest;
        double ratio = Math.exp(-(2 * distance + 1) / width);
        for (int cell = peak + 1; cell <= last; cell++) {
            weight *= ratio;
            ratio *= falling;
            weights[at + cell - first] = weight;
            sum += weight;
        }
        weight = highest;
        ratio = Math.exp((2 * distance - 1) / width);
        for (int cell = peak - 1; cell >= first; cell--) {
            weight *= ratio;
            ratio *= falling;
            weights[at + cell - first] = weight;
            sum += weight;
        }
        return 1 / (normalised ? sum : Math.sqrt(Math.PI * width));
    }
}
