package io.fieldcast.observation;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which rows of an ensemble sit where. Rows that share a place (a state row and its lags) form one local domain, so that they are
 * corrected by one transform; rows without a place, such as parameters, are global. Immutable.
 */
public final class RowPlaces {
    private final double[] xs;
    private final double[] ys;
    private final int[][] rows;
    private final int[] global;
    private final int size;

    private RowPlaces(double[] xs, double[] ys, int[][] rows, int[] global) {
        this.xs = xs;
        this.ys = ys;
        this.rows = rows;
        this.global = global;
        int count = global.length;
        for (int[] shared : rows) {
            count += shared.length;
        }
        this.size = count;
    }

    /** All rows are global. */
    public static RowPlaces allGlobal(int size) {
        int[] global = new int[size];
        for (int row = 0; row < size; row++) {
            global[row] = row;
        }
        return new RowPlaces(new double[0], new double[0], new int[0][], global);
    }

    /**
     * Row {@code r} of each block named in {@code placed} sits where row {@code r % representation.size()} of the representation
     * does; the rows of all other blocks are global.
     *
     * @param blocks layout of the ensemble
     * @throws IllegalArgumentException if a placed block is not a whole multiple of the representation's size
     */
    public static RowPlaces of(Representation representation, List<Ensemble.Block> blocks, Set<String> placed) {
        int places = representation.size();
        int[] shared = new int[places];
        int[] global = new int[blocks.get(blocks.size() - 1).to()];
        int globals = 0;
        int[][] rows = new int[places][global.length / places];
        for (Ensemble.Block block : blocks) {
            boolean local = placed.contains(block.name());
            Check.that(
                    !local || block.rows() % places == 0,
                    "block %s has %d rows, expected a multiple of %d",
                    block.name(),
                    block.rows(),
                    places);
            for (int row = block.from(); row < block.to(); row++) {
                if (local) {
                    int place = (row - block.from()) % places;
                    rows[place][shared[place]++] = row;
                } else {
                    global[globals++] = row;
                }
            }
        }
        double[] xs = new double[places];
        double[] ys = new double[places];
        for (int place = 0; place < places; place++) {
            xs[place] = representation.x(place);
            ys[place] = representation.y(place);
            rows[place] = Arrays.copyOf(rows[place], shared[place]);
        }
        return new RowPlaces(xs, ys, rows, Arrays.copyOf(global, globals));
    }

    /**
     * Each of the first rows sits at a place of its own, rows at equal places share a domain; all further rows are global.
     *
     * @param xs x of rows 0, 1, …
     * @param ys y of the same rows
     * @param size rows of the ensemble, at least {@code xs.length}
     */
    public static RowPlaces at(double[] xs, double[] ys, int size) {
        Check.length("ys", ys, xs.length);
        Check.that(size >= xs.length, "size must be at least %d, got %d", xs.length, size);
        Map<List<Double>, List<Integer>> domains = new LinkedHashMap<>();
        for (int row = 0; row < xs.length; row++) {
            domains.computeIfAbsent(List.of(xs[row], ys[row]), place -> new ArrayList<>())
                    .add(row);
        }
        double[] domainXs = new double[domains.size()];
        double[] domainYs = new double[domains.size()];
        int[][] rows = new int[domains.size()][];
        int domain = 0;
        for (List<Integer> shared : domains.values()) {
            rows[domain] = shared.stream().mapToInt(Integer::intValue).toArray();
            domainXs[domain] = xs[rows[domain][0]];
            domainYs[domain] = ys[rows[domain][0]];
            domain++;
        }
        return new RowPlaces(
                domainXs, domainYs, rows, IntStream.range(xs.length, size).toArray());
    }

    /** The same rows, those with a place as one domain, whose own place says nothing. */
    public RowPlaces together() {
        int[] local = Arrays.stream(rows).flatMapToInt(Arrays::stream).sorted().toArray();
        return local.length == 0 ? this : new RowPlaces(new double[1], new double[1], new int[][] {local}, global);
    }

    /** Rows of the ensemble that this describes. */
    public int size() {
        return size;
    }

    /** Number of local domains. */
    public int domains() {
        return rows.length;
    }

    public double x(int domain) {
        return xs[domain];
    }

    public double y(int domain) {
        return ys[domain];
    }

    /** Number of rows that share the domain. */
    public int rows(int domain) {
        return rows[domain].length;
    }

    /** The {@code index}-th row of the domain. */
    public int row(int domain, int index) {
        return rows[domain][index];
    }

    public int globalRows() {
        return global.length;
    }

    /** The {@code index}-th global row. */
    public int globalRow(int index) {
        return global[index];
    }
}
