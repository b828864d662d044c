package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private static final String MODEL = "model";

    /** Hexadecimal digits of a model's checksum that name it in forecasts. */
    private static final int SHOWN = 16;

    private final Section root;
    private final Section section;
    private final Dynamics dynamics;
    private final Map<String, Double> numbers;
    private final Path folder;
    private final boolean training;
    private final String file;
    private Optional<ModelFile> model;
    private TrainedModel trained = TrainedModel.NONE;
    private String checksum = "";

    private DynamicsReader(Section root, Path folder, boolean training, Optional<ModelFile> given) {
        this.root = root;
        this.folder = folder;
        this.training = training;
        this.model = given;
        this.section = root.section("dynamics");
        Map<String, Dynamics> kinds = Dynamics.kinds();
        String kind = section.choice("kind", "ide", List.copyOf(kinds.keySet()));
        this.dynamics = Objects.requireNonNull(kinds.get(kind), "choice gives a known kind");
        this.numbers = numbers(section, dynamics.settings());
        this.file = section.text(MODEL, "");
    }

    /**
     * Reads what a field's file says.
     *
     * @param folder where relative file names start
     * @param training whether the model is still to be made, so that none is read
     */
    DynamicsReader(Section root, Path folder, boolean training) {
        this(root, folder, training, Optional.empty());
        if (!training && !file.isEmpty()) {
            try {
                model = Optional.of(ModelFile.read(DataFiles.find(folder, file)));
            } catch (IOException e) {
                section.problem(MODEL, String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Reads what a file says with a change, where no other file can be read.
     *
     * @param given the model that came with the change, if one did
     * @param own dynamics of the file, whose model stays if none came and they are of the same kind
     * @param ownChecksum of that model; empty if there is none
     */
    DynamicsReader(Section root, Optional<ModelFile> given, DynamicsSpec own, String ownChecksum) {
        this(root, Path.of(""), false, given);
        if (!file.isEmpty()) {
            section.problem(MODEL, "expected the model itself beside the settings, got the name of a file, " + file);
        }
        if (given.isEmpty() && own.kind().equals(dynamics.name())) {
            trained = own.choices().model();
            checksum = ownChecksum;
        }
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
        model.ifPresent(found -> {
            trained = found.model();
            checksum = found.checksum();
            if (!trained.isFinite()) {
                section.problem(MODEL, "holds numbers that are not finite; train it again");
            }
        });
        boolean missing = trained.equals(TrainedModel.NONE) && file.isEmpty();
        if (!training && missing && dynamics.trained() && !dynamics.bundled()) {
            section.problem(
                    MODEL,
                    "expected a model file for dynamics " + dynamics.name()
                            + ", but it is missing; make one with ./fieldcast train -c and this file");
        }
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
                model.get().checkFits(name(), dynamics.name(), representation, settings.step());
            }
            Propagator built = settings.dynamics().build(representation, network.radius());
            if (model.isPresent()) {
                model.get().checkClaims(name(), built.claims());
            }
        } catch (IOException e) {
            section.problem(MODEL, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            String key = model.isPresent() ? "dynamics.model" : "dynamics.kind";
            String kind = root.effective().path("representation").path("kind").asText();
            root.problem(key, e.getMessage() + ", got representation.kind " + kind);
        }
    }

    private String name() {
        return file.isEmpty() ? "the model" : file;
    }

    /** SHA-256 of the model file, if there is one. */
    Optional<String> checksum() {
        return checksum.isEmpty() ? Optional.empty() : Optional.of(checksum);
    }

    /** Says what the model is instead of where it lies. */
    void nameModel(ObjectNode effective) {
        ObjectNode chosen = (ObjectNode) effective.get("dynamics");
        chosen.remove(MODEL);
        checksum().ifPresent(known -> chosen.put(MODEL, known));
    }

    /** The kind, with the beginning of the model's checksum where there is one. */
    String identifier() {
        return dynamics.name() + (checksum.isEmpty() ? "" : "@" + checksum.substring(0, SHOWN));
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
