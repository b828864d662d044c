package io.fieldcast.forecasting;

import io.fieldcast.assimilation.QualityControl;
import io.fieldcast.forecasting.ForecastState.Part;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Finds what a state has learned that is not a number, or so large that its square is none, or a scale that is not above 0, and begins anew there: the row, and with
 * it the same row of the parts that mean something only together. A station whose climate is lost is a new station again. Costs one
 * look at every number. Immutable.
 */
final class StateRepair {
    private static final double LARGEST = 1e150;

    /** Nothing that is learned makes a scale or a variance smaller. */
    private static final double LEAST_SCALE = 1e-100;

    private static final List<List<Part>> TOGETHER = List.of(
            List.of(Part.MEAN, Part.MEAN_COVARIANCE, Part.SCALE),
            List.of(Part.HISTORY),
            List.of(Part.NOISE),
            List.of(Part.WEIGHTS, Part.WEIGHT_COVARIANCE),
            List.of(Part.NEIGHBOURS, Part.NEIGHBOUR_COVARIANCE),
            List.of(Part.RATIOS),
            List.of(Part.QUANTILES),
            List.of(Part.PENDING),
            List.of(Part.SCORES),
            List.of(Part.INFLATION),
            List.of(Part.SENSORS),
            List.of(Part.ERRORS));

    private StateRepair() {}

    /**
     * Repairs the tables of {@code state}; its ensemble is not looked at.
     *
     * @param fresh makes a part of a new state, asked only for what there is to repair
     * @return number of rows that were put back, 0 for a sound state
     */
    static int apply(ForecastState state, Function<Part, Table> fresh) {
        int repaired = 0;
        for (List<Part> parts : TOGETHER) {
            BitSet lost = new BitSet();
            for (Part part : parts) {
                markLost(part, state.part(part), lost);
            }
            if (!lost.isEmpty()) {
                for (Part part : parts) {
                    Table start = fresh.apply(part);
                    lost.stream().forEach(row -> state.part(part).copyRow(start, row));
                }
                repaired += lost.cardinality();
            }
        }
        return repaired;
    }

    private static void markLost(Part part, Table table, BitSet lost) {
        for (int row = 0; row < table.rows(); row++) {
            if (!isSound(part, table, row)) {
                lost.set(row);
            }
        }
    }

    private static boolean isSound(Part part, Table table, int row) {
        double[] values = table.values();
        int first = row * table.columns();
        boolean empty = part == Part.PENDING && values[first + PendingForecasts.WAITING] == 0;
        boolean sound = true;
        for (int column = 0; column < table.columns(); column++) {
            double value = values[first + column];
            sound &= Math.abs(value) <= LARGEST || (Double.isNaN(value) && mayBeUnknown(part, column));
            sound &= value >= LEAST_SCALE || empty || !isScale(part, column);
        }
        return sound;
    }

    private static boolean mayBeUnknown(Part part, int column) {
        return part == Part.SENSORS && column == QualityControl.LAST_VALUE;
    }

    private static boolean isScale(Part part, int column) {
        return switch (part) {
            case SCALE -> column == Climate.VARIANCE;
            case RATIOS -> column == Calibration.RATIO;
            case PENDING -> column >= PendingForecasts.SCALE && column <= PendingForecasts.SD;
            default -> false;
        };
    }
}
