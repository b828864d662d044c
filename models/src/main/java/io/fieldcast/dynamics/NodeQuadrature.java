package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * A sum over scattered nodes: the row of a node is proportional to the kernel at the nodes around the place it draws from, and
 * sums to the gain. Each node counts alike, which suits a network without strong clusters.
 */
final class NodeQuadrature implements Quadrature {
    private final double[] nodeX;
    private final double[] nodeY;
    private final double cell;

    NodeQuadrature(Representation nodes) {
        int size = nodes.size();
        Check.that(size >= 2, "a kernel over nodes needs at least 2 of them, got %d", size);
        this.nodeX = new double[size];
        this.nodeY = new double[size];
        for (int i = 0; i < size; i++) {
            nodeX[i] = nodes.x(i);
            nodeY[i] = nodes.y(i);
        }
        this.cell = medianNeighbourDistance();
    }

    /** What stands for a cell's size: the median distance of a node from its nearest neighbour. */
    private double medianNeighbourDistance() {
        double[] nearest = new double[nodeX.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < nodeX.length; i++) {
            for (int j = 0; j < nodeX.length; j++) {
                if (j != i) {
                    nearest[i] = Math.min(nearest[i], Math.hypot(nodeX[i] - nodeX[j], nodeY[i] - nodeY[j]));
                }
            }
        }
        Arrays.sort(nearest);
        return nearest[nearest.length / 2];
    }

    @Override
    public int points() {
        return nodeX.length;
    }

    @Override
    public double x(int point) {
        return nodeX[point];
    }

    @Override
    public double y(int point) {
        return nodeY[point];
    }

    @Override
    public int scratchSize() {
        return nodeX.length;
    }

    /** Nothing is gained on nodes that stand anywhere. */
    @Override
    public Lines lines(int columns) {
        return Lines.NONE;
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
        int size = nodeX.length;
        for (int i = 0; i < size; i++) {
            int at = numbersAt + (uniform ? 0 : KernelNumbers.PER_POINT * i);
            double width = Quadrature.floored(numbers[at + 1], cell);
            double sum = weigh(nodeX[i] + numbers[at + 2], nodeY[i] + numbers[at + 3], width, scratch, scratchAt);
            double scale = numbers[at] / sum;
            int row = toAt + i * columns;
            if (columns == 1) {
                to[row] = scale * DenseKernels.dot(scratch, scratchAt, from, fromAt, size);
                continue;
            }
            Arrays.fill(to, row, row + columns, 0);
            for (int j = 0; j < size; j++) {
                DenseKernels.addScaled(scale * scratch[scratchAt + j], from, fromAt + j * columns, to, row, columns);
            }
        }
    }

    /** Writes the kernel about a place at every node, 1 at the nearest, so that no row vanishes; returns the sum. */
    private double weigh(double x, double y, double width, double[] weights, int at) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < nodeX.length; j++) {
            double dx = x - nodeX[j];
            double dy = y - nodeY[j];
            double square = dx * dx + dy * dy;
            weights[at + j] = square;
            nearest = Math.min(nearest, square);
        }
        double sum = 0;
        for (int j = 0; j < nodeX.length; j++) {
            double exponent = (weights[at + j] - nearest) / width;
            double weight = exponent > CUTOFF ? 0 : Math.exp(-exponent);
            weights[at + j] = weight;
            sum += weight;
        }
        return sum;
    }
}
