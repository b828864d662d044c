package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.domain.Station;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.store.ModelFile;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a field's file can be changed while its job runs: how the file would read with a change, wherever the file itself is. Immutable.
 */
public final class Changeable implements Serializable {
    /** The sections that a change may speak of. */
    public static final List<String> SECTIONS =
            List.of("dynamics", "filter", "noise", "quality", "combination", "calibration");

    private static final long serialVersionUID = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "the change";

    private final FieldSettings settings;
    /** What the file says in those sections and of the representation, on which some of their defaults depend. */
    private final String said;
    /** All that decides the forecasts, as it is in force. */
    private final String deciding;

    private final String checksum;

    Changeable(FieldSettings settings, ObjectNode file, ObjectNode deciding, Optional<String> checksum) {
        this.settings = settings;
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        SECTIONS.forEach(name -> Optional.ofNullable(file.get(name)).ifPresent(section -> kept.set(name, section)));
        Optional.ofNullable(file.get("representation")).ifPresent(section -> kept.set("representation", section));
        // Where the file's model lies is of no use elsewhere; the model itself is among the settings.
        if (kept.get("dynamics") instanceof ObjectNode dynamics) {
            ObjectNode elsewhere = dynamics.deepCopy();
            elsewhere.remove("model");
            kept.set("dynamics", elsewhere);
        }
        this.said = kept.toString();
        this.deciding = deciding.toString();
        this.checksum = checksum.orElse("");
    }

    /** The same with all learning stopped at {@code moment}. */
    Changeable learningUntil(Instant moment) {
        return new Changeable(settings.learningUntil(moment), tree(said), tree(deciding), Optional.of(checksum));
    }

    /**
     * A field's configuration. Immutable.
     *
     * @param settings what decides its forecasts
     * @param model kind of its dynamics, with the beginning of the checksum of their model where they have one
     * @param hash of all that decides the forecasts; the same for equal settings
     */
    public record Configuration(FieldSettings settings, String model, String hash) {}

    /**
     * The configuration that the file would give with a change.
     *
     * @param change what differs, by section, as a JSON object; empty for nothing
     * @param model what takes the place of the file's model, if anything does
     * @throws BadConfiguration with all problems at once, by key
     */
    public Configuration with(String change, Optional<ModelFile> model) {
        Problems problems = new Problems();
        ObjectNode content = tree(said);
        if (!change.isEmpty()) {
            apply(tree(change), content, problems);
        }
        Section root = new Section("", content, problems);
        SettingsReader reader = new SettingsReader(root, stationIds(), settings.step());
        reader.representation();
        DynamicsReader dynamics = new DynamicsReader(root, model, settings.dynamics(), checksum);
        FieldSettings changed = settings.with(
                dynamics.spec(),
                reader.noise(),
                reader.filter(),
                reader.quality(),
                reader.combination(),
                reader.calibration());
        if (problems.isEmpty()) {
            dynamics.check(changed);
        }
        root.close();
        problems.throwIfAny(SOURCE);
        ObjectNode inForce = tree(deciding);
        SECTIONS.forEach(name -> inForce.set(name, root.effective().get(name)));
        dynamics.nameModel(inForce);
        return new Configuration(
                changed,
                dynamics.identifier(),
                Hash.of(inForce, settings.network().places()));
    }

    private Set<String> stationIds() {
        return settings.network().stations().stream().map(Station::id).collect(Collectors.toSet());
    }

    private void apply(ObjectNode change, ObjectNode content, Problems problems) {
        List<String> others = new ArrayList<>();
        change.fieldNames().forEachRemaining(others::add);
        others.removeAll(SECTIONS);
        for (String name : others) {
            problems.add(
                    name,
                    "cannot change while the job runs, only " + String.join(", ", SECTIONS)
                            + "; stop the job with a savepoint and start it with another file");
        }
        change.remove(others);
        JsonNode kind = change.path("dynamics").path("kind");
        if (!kind.isMissingNode() && !kind.asText().equals(settings.dynamics().kind())) {
            // Other dynamics have other settings; what the file says of its own is nothing to them.
            content.remove("dynamics");
        }
        merge(change, content);
    }

    /** Mappings are merged, everything else is replaced, and null is as if nobody had said anything. */
    private static void merge(ObjectNode change, ObjectNode content) {
        for (Iterator<String> names = change.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode value = change.get(name);
            if (value instanceof ObjectNode mapping && content.get(name) instanceof ObjectNode known) {
                merge(mapping, known);
            } else {
                content.set(name, value);
            }
        }
    }

    private static ObjectNode tree(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalStateException("not a JSON object: " + json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON cannot be read as such", e);
        }
    }
}
