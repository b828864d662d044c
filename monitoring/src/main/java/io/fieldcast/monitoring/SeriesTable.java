package io.fieldcast.monitoring;

import io.fieldcast.domain.Check;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one registry, each fed by any number of sources. After a restart a task's old and new metrics overlap for a moment,
 * and several subtasks may count for the same field; so counters add up their sources, gauges show the latest one, and a meter goes
 * when its last source goes. Thread-safe.
 */
final class SeriesTable {
    /** Far above what a job has, and far below what a stray tag would make of it. */
    static final int MOST = 5_000;

    private final MeterRegistry registry;
    private final Map<Key, Entry> entries = new HashMap<>();

    SeriesTable(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What a meter is called, and what is said about it. */
    record Name(String name, Tags tags, @Nullable String baseUnit, String description) {
        Name withSuffix(String suffix) {
            return new Name(name + suffix, tags, baseUnit, description);
        }

        Name and(String key, String value) {
            return new Name(name, tags.and(key, value), baseUnit, description);
        }
    }

    /**
     * Adds a source of a counter; the returned action takes it away again.
     *
     * @throws IllegalArgumentException if the name and tags belong to a meter of another kind, or there are {@link #MOST} meters
     *     already; so with the methods below
     */
    Runnable counter(Name name, DoubleSupplier source) {
        Series series = series(
                name,
                Meter.Type.COUNTER,
                counted -> FunctionCounter.builder(name.name(), counted, Series::value)
                        .tags(name.tags())
                        .baseUnit(name.baseUnit())
                        .description(name.description())
                        .register(registry));
        return join(name, series, source);
    }

    /** Adds a source of a gauge; the returned action takes it away again. */
    Runnable gauge(Name name, DoubleSupplier source) {
        Series series = series(
                name,
                Meter.Type.GAUGE,
                shown -> Gauge.builder(name.name(), shown, Series::value)
                        .tags(name.tags())
                        .baseUnit(name.baseUnit())
                        .description(name.description())
                        .register(registry));
        return join(name, series, source);
    }

    /** Adds a source of durations, with its buckets; the returned action takes it away again. */
    Runnable timer(Name name, BucketHistogram source) {
        Timer timer = Timer.builder(name.name())
                .tags(name.tags())
                .description(name.description())
                .serviceLevelObjectives(source.bounds().toArray(new Duration[0]))
                .register(registry);
        LongConsumer record = nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
        // The series only counts who still feeds the timer.
        Runnable leave = join(name, series(name, Meter.Type.TIMER, counted -> timer), source::getCount);
        source.listen(record);
        return () -> {
            source.forget(record);
            leave.run();
        };
    }

    private synchronized Series series(Name name, Meter.Type type, Function<Series, Meter> register) {
        Key key = new Key(name.name(), name.tags());
        Entry entry = entries.get(key);
        if (entry == null) {
            Check.that(entries.size() < MOST, "%s would be more than %d meters in one process", name.name(), MOST);
            Series fresh = type == Meter.Type.COUNTER ? Series.adding() : Series.latest();
            entry = new Entry(fresh, register.apply(fresh));
            entries.put(key, entry);
        }
        Meter.Type found = entry.meter().getId().getType();
        Check.that(found == type, "%s is a %s already, expected %s", name.name(), found, type);
        return entry.series();
    }

    private synchronized Runnable join(Name name, Series series, DoubleSupplier source) {
        series.add(source);
        return () -> leave(new Key(name.name(), name.tags()), series, source);
    }

    private synchronized void leave(Key key, Series series, DoubleSupplier source) {
        series.remove(source);
        Entry entry = entries.get(key);
        if (series.isEmpty() && entry != null && entry.series() == series) {
            entries.remove(key);
            registry.remove(entry.meter());
        }
    }

    private record Key(String name, Tags tags) {}

    private record Entry(Series series, Meter meter) {}
}
