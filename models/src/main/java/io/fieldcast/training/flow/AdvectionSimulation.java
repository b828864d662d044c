package io.fieldcast.training.flow;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;

/**
 * Random fields in random flows: what a network that reads flows off frames is trained on where a field's own history is short. Each
 * sequence has a flow of its own (a mean wind, a rotation, a strain and two waves of the stream function, turning with time) that
 * carries a Gaussian, a rectified, an exponentiated field or a few blobs. Carried fields are evaluated where their air was, traced back
 * through the flow, so that no numerical diffusion comes in; besides, they diffuse, grow by chance, and are seen with errors. Lengths
 * in cells, times in steps. Immutable.
 */
final class AdvectionSimulation {
    /** Speeds above this are out of the network's reach. */
    private static final double FASTEST = 4.2;

    private static final int WAVES = 40;
    private static final int GROWTH_WAVES = 10;

    private final Grid grid;
    private final RandomStreams streams;

    AdvectionSimulation(Grid grid, long seed) {
        this.grid = grid;
        this.streams = new RandomStreams(seed, "advection");
    }

    /**
     * Writes successive frames of one sequence.
     *
     * @param number of the sequence; another number, another world
     * @param count of frames
     * @param frames receives count × cells numbers, the earliest first; the last frame has no measurement error
     */
    void write(int number, int count, double[] frames) {
        Draws draws = new Draws(streams.stream(number, RandomStreams.Purpose.TRUTH));
        RandomFlow flow = new RandomFlow(grid, draws, FASTEST);
        RandomField field = new RandomField(grid, draws, WAVES);
        double growth = draws.chance(0.6) ? draws.uniform(0, 0.3) : 0;
        double error = draws.chance(0.6) ? draws.uniform(0, 0.15) : 0;
        RandomField[] grown = new RandomField[count];
        for (int time = 1; time < count; time++) {
            grown[time] = RandomField.gaussian(grid, draws, GROWTH_WAVES);
        }
        double[] place = new double[2];
        for (int time = 0; time < count; time++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                place[0] = cell % grid.columns();
                place[1] = Math.floorDiv(cell, grid.columns());
                double added = 0;
                for (int back = time; back > 0; back--) {
                    added += growth > 0 ? growth * grown[back].value(place[0], place[1], 0) : 0;
                    flow.traceBack(place, back);
                }
                double noise = time == count - 1 ? 0 : error * draws.gaussian();
                frames[time * grid.size() + cell] = field.value(place[0], place[1], time) + added + noise;
            }
        }
    }
}
