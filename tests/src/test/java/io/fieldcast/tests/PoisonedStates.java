package io.fieldcast.tests;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.forecasting.Forecaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A forecaster that finds an infinite number in its state every few cycles, each time in another part of it. Confined to one thread.
 */
final class PoisonedStates implements CycleModel {
    /** A cycle whose number is a multiple of it starts from a poisoned state. */
    static final int EVERY = 5;

    private static final int TABLES = 16;
    /** Magic number, version, number of the cycle, cycles run. */
    private static final int HEADER = 24;

    private final Forecaster forecaster;

    PoisonedStates(FieldSettings settings) {
        forecaster = new Forecaster(settings);
    }

    @Override
    public CycleResult cycle(ForecastState state, List<Observation> observations, Consumer<List<Forecast>> issued) {
        long next = state.cycle() + 1;
        return forecaster.cycle(
                next % EVERY == 0 ? poisoned(state, (int) (next / EVERY)) : state, observations, issued);
    }

    @Override
    public ForecastState takeOver(ForecastState state, FieldSettings madeWith) {
        return forecaster.takeOver(state, madeWith);
    }

    private static ForecastState poisoned(ForecastState state, int time) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            state.write(new DataOutputStream(written));
            byte[] bytes = written.toByteArray();
            List<Part> parts = parts(ByteBuffer.wrap(bytes));
            Part part = parts.get(Math.floorMod(time, parts.size()));
            int number = Math.floorMod(7 * time, part.numbers());
            ByteBuffer.wrap(bytes)
                    .putDouble(part.from() + Double.BYTES * number, time % 2 == 0 ? Double.POSITIVE_INFINITY : -1e308);
            return ForecastState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where numbers stand in a stored state. */
    private record Part(int from, int numbers) {}

    /** The ensemble, and every table that has any numbers. */
    private static List<Part> parts(ByteBuffer state) {
        state.position(HEADER);
        int members = state.getInt();
        int rows = 0;
        for (int blocks = state.getInt(); blocks > 0; blocks--) {
            state.position(state.position() + Short.BYTES + state.getShort(state.position()));
            rows += state.getInt();
        }
        List<Part> parts = new ArrayList<>();
        add(parts, state, rows * members);
        for (int table = 0; table < TABLES; table++) {
            add(parts, state, state.getInt() * state.getInt());
        }
        return parts;
    }

    private static void add(List<Part> parts, ByteBuffer state, int numbers) {
        if (numbers > 0) {
            parts.add(new Part(state.position(), numbers));
        }
        state.position(state.position() + Double.BYTES * numbers);
    }

    @Override
    public long cycleOf(Instant time) {
        return forecaster.cycleOf(time);
    }

    @Override
    public Instant timeOf(long cycle) {
        return forecaster.timeOf(cycle);
    }

    @Override
    public boolean takes(long cycle, long next, long first) {
        return forecaster.takes(cycle, next, first);
    }

    @Override
    public ForecastState start(long firstCycle) {
        return forecaster.start(firstCycle);
    }

    @Override
    public ForecastState adopt(ForecastState state) {
        return forecaster.adopt(state);
    }
}
