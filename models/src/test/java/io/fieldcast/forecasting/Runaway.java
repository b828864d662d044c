package io.fieldcast.forecasting;

import io.fieldcast.dynamics.Advance;
import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Dynamics that blow up: in every step some members grow by a factor that no state survives. */
public final class Runaway implements Dynamics {
    @Override
    public String name() {
        return "runaway";
    }

    @Override
    public String summary() {
        return "Some members leave every bound.";
    }

    @Override
    public String use() {
        return "Never.";
    }

    @Override
    public String paper() {
        return "none";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("share", 1, 0, 1, "of the members that blow up"),
                new Setting("digits", 200, 0, 308, "by which they grow in a step"));
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        return new Step(
                representation.size(), choices.number("share"), Math.pow(10, Math.rint(choices.number("digits"))));
    }

    /** Makes something while this kind can be named; it is not among those that a user sees. */
    static <T> T whileNamed(Path folder, Supplier<T> make) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Dynamics.class.getName()), Runaway.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            return make.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private record Step(int stateSize, double share, double factor) implements Propagator {
        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Set<Claim> claims() {
            return Set.of();
        }

        @Override
        public int scratchSize(int members) {
            return 0;
        }

        @Override
        public void advance(Ensemble ensemble, double step, double[] scratch) {
            Advance.check(this, ensemble, step, scratch);
            int members = ensemble.members();
            double[] values = ensemble.values();
            for (int at = 0; at < stateSize * members; at++) {
                if (at % members < share * members) {
                    values[at] *= factor;
                }
            }
        }
    }
}
