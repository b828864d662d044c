package io.fieldcast.pipeline.config;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.forecasting.DynamicsSpec;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Representation;
import io.fieldcast.store.ModelFile;
import io.fieldcast.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads which dynamics carry a field, their trained model, and how they are trained. */
final class DynamicsReader {
    private final Section root;
    private final Path folder;
    private final boolean training;
    private final Section section;
    private final Dynamics dynamics;
    private final String file;
    private final Map<String, Double> numbers;
    private Optional<ModelFile> model = Optional.empty();

    /**
     * @param folder where relative file names start
     * @param training whether the model is still to be made, so that none is read
     */
    DynamicsReader(Section root, Path folder, boolean training) {
        this.root = root;
        this.folder = folder;
        this.training = training;
        this.section = root.section("dynamics");
        Map<String, Dynamics> kinds = Dynamics.kinds();
        String kind = section.choice("kind", "ide", List.copyOf(kinds.keySet()));
        this.dynamics = Objects.requireNonNull(kinds.get(kind), "choice gives a known kind");
        this.numbers = numbers(section, dynamics.settings());
        this.file = section.text("model", "");
    }

    private static Map<String, Double> numbers(Section section, List<Setting> settings) {
        Map<String, Double> numbers = new HashMap<>();
        for (Setting setting : settings) {
            numbers.put(
                    setting.key(), section.number(setting.key(), setting.fallback(), setting.least(), setting.most()));
        }
        return numbers;
    }

    /** The dynamics with their model, if there is one. */
    DynamicsSpec spec() {
        if (!training && !file.isEmpty()) {
            try {
                model = Optional.of(ModelFile.read(DataFiles.find(folder, file)));
            } catch (IOException e) {
                section.problem("model", String.valueOf(e.getMessage()));
            }
        } else if (!training && dynamics.trained() && !dynamics.bundled()) {
            section.problem(
                    "model",
                    "expected a model file for dynamics " + dynamics.name()
                            + ", but it is missing; make one with ./fieldcast train -c and this file");
        }
        TrainedModel trained = model.map(ModelFile::model).orElse(TrainedModel.NONE);
        return new DynamicsSpec(dynamics.name(), new Choices(numbers, trained));
    }

    /** Builds what was read once, since only that shows whether dynamics, model and representation fit. */
    void check(FieldSettings settings) {
        if (training && dynamics.trained()) {
            return;
        }
        Network network = settings.network();
        Representation representation = settings.representation().build(network);
        try {
            if (model.isPresent()) {
                model.get().checkFits(file, dynamics.name(), representation, settings.step());
            }
            Propagator built = settings.dynamics().build(representation, network.radius());
            if (model.isPresent()) {
                model.get().checkClaims(file, built.claims());
            }
        } catch (IOException e) {
            section.problem("model", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            String key = model.isPresent() ? "dynamics.model" : "dynamics.kind";
            String kind = root.effective().path("representation").path("kind").asText();
            root.problem(key, e.getMessage() + ", got representation.kind " + kind);
        }
    }

    /** SHA-256 of the model file, if there is one. */
    Optional<String> checksum() {
        return model.map(ModelFile::checksum);
    }

    /** How the dynamics are trained. */
    FieldFile.Training training() {
        Section how = root.section("training");
        Optional<Trainer> trainer = FieldFile.trainer(dynamics);
        return new FieldFile.Training(
                file.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(file)),
                new Choices(numbers(how, trainer.map(Trainer::settings).orElse(List.of())), TrainedModel.NONE),
                how.number("hold_out", 0.2, 0, 0.9),
                how.instant("from"),
                how.instant("to"));
    }
}
