package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fieldcast.connectors.csv.CsvLayout;
import io.fieldcast.connectors.csv.StationFile;
import io.fieldcast.domain.Station;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.RepresentationSpec;
import io.fieldcast.forecasting.Transform;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one field's YAML file into a {@link FieldFile}, or says everything that is wrong with it. */
public final class FieldFileReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final List<Double> LEVELS = List.of(
            0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
            0.9, 0.95, 0.975, 0.99);

    private final String source;
    private final Path folder;
    private final boolean training;
    private final Problems problems = new Problems();
    private final ObjectNode content;
    private final Section root;

    private FieldFileReader(String source, Path folder, boolean training, ObjectNode content) {
        this.source = source;
        this.folder = folder;
        this.training = training;
        this.content = content;
        this.root = new Section("", content, problems);
    }

    /**
     * Reads a file.
     *
     * @param file its path, or {@code bundled:} and the name of one that comes with Fieldcast
     * @throws BadConfiguration with all problems at once
     * @throws IOException if the file cannot be read
     */
    public static FieldFile read(String file) throws IOException {
        return read(file, false);
    }

    /**
     * Reads a file for a training: the model that it names is still to be made, and not looked for.
     *
     * @throws BadConfiguration with all problems at once
     * @throws IOException if the file cannot be read
     */
    public static FieldFile readForTraining(String file) throws IOException {
        return read(file, true);
    }

    private static FieldFile read(String file, boolean training) throws IOException {
        Path found = DataFiles.find(Path.of(""), file);
        Path folder = found.toAbsolutePath().getParent();
        return read(file, Files.readString(found), folder == null ? Path.of("") : folder, training);
    }

    /**
     * Reads a text.
     *
     * @param source how messages call it
     * @param folder where relative file names start
     * @throws BadConfiguration with all problems at once
     */
    public static FieldFile read(String source, String yaml, Path folder) {
        return read(source, yaml, folder, false);
    }

    private static FieldFile read(String source, String yaml, Path folder, boolean training) {
        try {
            JsonNode content = YAML.readTree(yaml);
            ObjectNode mapping = content instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            FieldFileReader reader = new FieldFileReader(source, folder, training, mapping);
            if (!content.isObject() && !content.isMissingNode() && !content.isNull()) {
                reader.problems.add("line 1", "expected a mapping of keys to values, got " + content);
            }
            return reader.field();
        } catch (JsonProcessingException e) {
            Problems broken = new Problems();
            broken.add("line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()), oneLine(e));
            broken.throwIfAny(source);
            throw new IllegalStateException("unreachable: a problem was added", e);
        }
    }

    /** What the parser says over several lines, without its drawing of the place. */
    private static String oneLine(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("in 'reader'") && !line.equals("^"))
                .collect(Collectors.joining(", "));
    }

    private FieldFile field() {
        String name = root.required("field", "a name such as irish-wind");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            root.problem("field", "expected letters, digits and . _ : - only, got " + name);
        }
        String title = root.text("title", name);
        String quantity = root.text("quantity", "value");
        String unit = root.text("unit", "");
        Section networkSection = root.section("network");
        Network network = network(networkSection);
        Set<String> ids = network.stations().stream().map(Station::id).collect(Collectors.toSet());
        Duration step = root.duration("step", Duration.ofHours(1), MILLISECOND);
        List<Duration> leads = leads(step);
        SettingsReader reader = new SettingsReader(root, ids, step);
        long seed = root.seed("seed", 1);
        FieldSettings.PlausibleRange range = reader.range();
        Transform transform = reader.transform();
        FieldSettings.Mean mean = reader.mean();
        RepresentationSpec representation = reader.representation();
        DynamicsReader dynamics = new DynamicsReader(root, folder, training);
        FieldSettings settings = new FieldSettings(
                name,
                seed,
                network,
                range,
                transform,
                mean,
                representation,
                dynamics.spec(),
                reader.noise(),
                reader.filter(),
                reader.quality(),
                reader.late(step),
                reader.combination(),
                reader.calibration(),
                step,
                leads,
                levels(),
                root.flag("members", false),
                root.instant("learn_until").orElse(Instant.MAX));
        if (problems.isEmpty()) {
            dynamics.check(settings);
        }
        ObjectNode deciding = root.effective().deepCopy();
        dynamics.nameModel(deciding);
        Changeable changeable = new Changeable(settings, content, deciding, dynamics.checksum());
        Optional<FieldFile.Data> data = data(root.section("data"), networkSection.texts("exclude", List.of()));
        FieldFile.Stream stream = stream(root.section("stream"), step);
        FieldFile.Kafka kafka = new KafkaReader(root.section("kafka")).read(name);
        FieldFile.Scoring scoring = scoring(root.section("scoring"));
        FieldFile.Training trained = dynamics.training();
        root.close();
        problems.throwIfAny(source);
        return new FieldFile(
                settings,
                title,
                quantity,
                unit,
                networkSection.effective().path("coordinates").asText().equals("geographic"),
                data,
                stream,
                kafka,
                scoring,
                trained,
                root.effective(),
                dynamics.identifier(),
                Hash.of(deciding, network.places()),
                changeable);
    }

    private Network network(Section section) {
        String file = section.required("stations", "a CSV file with the columns id, lon, lat or id, x, y");
        String coordinates = section.choice("coordinates", "geographic", List.of("geographic", "planar"));
        List<String> excluded = section.texts("exclude", List.of());
        List<Station> virtual = new ArrayList<>();
        section.places("virtual").forEach((id, place) -> {
            if (NAME.matcher(id).matches()) {
                virtual.add(new Station(id, place[0], place[1]));
            } else {
                section.problem("virtual", "expected letters, digits and . _ : - only, got " + id);
            }
        });
        List<Station> stations = new ArrayList<>();
        if (!file.isEmpty()) {
            try {
                stations.addAll(StationFile.read(DataFiles.find(folder, file)));
            } catch (IOException | IllegalArgumentException e) {
                section.problem("stations", String.valueOf(e.getMessage()));
            }
        }
        boolean known = !stations.isEmpty();
        for (String id : excluded) {
            if (!stations.removeIf(station -> station.id().equals(id)) && !stations.isEmpty()) {
                section.problem("exclude", "station " + id + " is not in " + file);
            }
        }
        if (stations.isEmpty()) {
            // Goes on with a stand-in, so that the other keys are checked too.
            if (known) {
                section.problem("exclude", "leaves no station of " + file);
            }
            stations.add(new Station("none", 0, 0));
        }
        try {
            return new Network(stations, virtual, projection(coordinates, stations));
        } catch (IllegalArgumentException e) {
            section.problem("stations", String.valueOf(e.getMessage()));
            return new Network(List.of(new Station("none", 0, 0)), List.of(), Projection.planar());
        }
    }

    private static Projection projection(String coordinates, List<Station> stations) {
        return coordinates.equals("planar") ? Projection.planar() : Projection.around(stations);
    }

    private List<Duration> leads(Duration step) {
        List<Duration> leads = root.durations("leads", List.of(step));
        Duration before = Duration.ZERO;
        for (Duration lead : leads) {
            if (lead.isZero() || lead.toMillis() % step.toMillis() != 0) {
                root.problem(
                        "leads",
                        "expected whole multiples of the step " + Durations.format(step) + ", got "
                                + Durations.format(lead));
                return List.of(step);
            }
            if (lead.compareTo(before) <= 0) {
                root.problem(
                        "leads",
                        "expected rising lead times, got " + Durations.format(lead) + " after "
                                + Durations.format(before));
                return List.of(step);
            }
            before = lead;
        }
        return leads.isEmpty() ? List.of(step) : leads;
    }

    private List<Double> levels() {
        List<Double> levels = root.numbers("quantiles", LEVELS);
        double before = 0;
        for (double level : levels) {
            if (level <= before || level >= 1) {
                root.problem("quantiles", "expected rising levels inside 0..1, got " + level + " after " + before);
                return LEVELS;
            }
            before = level;
        }
        return levels.isEmpty() ? LEVELS : levels;
    }

    private Optional<FieldFile.Data> data(Section section, List<String> excluded) {
        String name = section.text("observations", "");
        double scale = section.number("scale", 1, -Double.MAX_VALUE, Double.MAX_VALUE);
        if (scale == 0) {
            section.problem("scale", "expected a number other than 0, got 0");
            scale = 1;
        }
        CsvLayout layout = new CsvLayout(
                section.text("time", "time"),
                section.text("station", "station"),
                section.text("value", "value"),
                "field",
                scale);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FieldFile.Data(DataFiles.find(folder, name), layout, excluded));
        } catch (IOException e) {
            section.problem("observations", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static FieldFile.Stream stream(Section section, Duration step) {
        return new FieldFile.Stream(
                section.duration("lateness", step, Duration.ZERO),
                section.duration("idle", Duration.ofSeconds(30), MILLISECOND),
                section.duration("max_leap", Duration.ofDays(30), MILLISECOND),
                section.duration("checkpoint", Duration.ofSeconds(5), Duration.ofMillis(10)),
                section.integer("parallelism", 1, 1, 720));
    }

    private static FieldFile.Scoring scoring(Section section) {
        List<String> days = section.texts("skip_days", List.of());
        for (String day : days) {
            if (!day.matches("(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")) {
                section.problem("skip_days", "expected days of the year such as 02-29, got " + day);
            }
        }
        return new FieldFile.Scoring(
                section.instant("from"),
                section.instant("to"),
                days,
                section.choice("scale", "measured", List.of("measured", "transformed"))
                        .equals("transformed"));
    }
}
