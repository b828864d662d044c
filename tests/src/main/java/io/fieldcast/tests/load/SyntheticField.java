package io.fieldcast.tests.load;

import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A field of any size: stations scattered over a square, waves that travel across it, and measurement noise. One seed gives one
 * field. Confined to one thread.
 */
public final class SyntheticField {
    private static final String NAME = "synthetic";
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final double NOISE = 0.1;
    private static final double SIDE = 100;

    private final FieldFile file;
    private final Duration step;
    private final RandomStreams streams;
    private final double[] noise;

    private SyntheticField(FieldFile file, RandomStreams streams) {
        this.file = file;
        this.step = file.settings().step();
        this.streams = streams;
        this.noise = new double[stations().size()];
    }

    /**
     * A field over {@code stations} stations.
     *
     * @param folder receives the file with their places
     * @param settings further lines of the field's YAML file, the step among them
     */
    public static SyntheticField of(int stations, long seed, Path folder, String settings) throws IOException {
        Check.that(stations >= 1, "a field needs a station");
        RandomStreams streams = new RandomStreams(seed, NAME);
        RandomStreams.Stream places = streams.stream(0, Purpose.TRUTH);
        StringBuilder csv = new StringBuilder("id,x,y\n");
        for (int i = 0; i < stations; i++) {
            csv.append(String.format(
                    Locale.ROOT,
                    "S%04d,%.3f,%.3f%n",
                    i,
                    SIDE * places.uniform(2L * i),
                    SIDE * places.uniform(2L * i + 1)));
        }
        Files.writeString(folder.resolve("stations.csv"), csv);
        String yaml = "field: " + NAME + "\nnetwork: {stations: stations.csv, coordinates: planar}\n" + settings;
        return new SyntheticField(FieldFileReader.read("synthetic field", yaml, folder), streams);
    }

    /** The field's configuration. */
    public FieldFile file() {
        return file;
    }

    public List<Station> stations() {
        return file.settings().network().stations();
    }

    /** Lets its stations in, and nobody else. */
    public Rules rules() {
        List<String> ids = stations().stream().map(Station::id).toList();
        return Rules.of(Networks.of(Map.of(NAME, ids)));
    }

    /** One observation of every station at the time of step {@code index}, in the order of the stations. */
    public List<Observation> observations(int index) {
        Instant time = START.plus(step.multipliedBy(index));
        streams.stream(index, Purpose.MEASUREMENT).fillGaussian(0, noise, 0, noise.length);
        List<Station> stations = stations();
        Observation[] all = new Observation[noise.length];
        for (int i = 0; i < all.length; i++) {
            Station station = stations.get(i);
            double value = wave(station.x(), station.y(), index) + NOISE * noise[i];
            all[i] = new Observation(NAME, station.id(), time, value);
        }
        return List.of(all);
    }

    /** Two waves that cross; each takes some hours over the square. */
    private static double wave(double x, double y, int step) {
        return StrictMath.sin(0.08 * x + 0.03 * y - 0.25 * step)
                + 0.6 * StrictMath.cos(0.05 * x - 0.09 * y + 0.17 * step);
    }
}
