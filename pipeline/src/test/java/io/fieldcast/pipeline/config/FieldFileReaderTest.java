package io.fieldcast.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.connectors.kafka.Secrets;
import io.fieldcast.domain.Station;
import io.fieldcast.forecasting.DynamicsSpec;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.FilterSettings;
import io.fieldcast.forecasting.Harmonics;
import io.fieldcast.forecasting.RepresentationSpec;
import io.fieldcast.forecasting.Transform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a field's file to the settings in force, or to everything that is wrong with it. */
class FieldFileReaderTest {
    private static final String LEAST = """
            field: wind
            network: {stations: stations.csv}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeStations() throws IOException {
        Files.write(folder.resolve("stations.csv"), List.of("id,lon,lat", "A,5,50", "B,6,50", "C,5.5,51"));
        Files.write(folder.resolve("data.csv"), List.of("when,who,what", "2020-01-01T00:00:00Z,A,1"));
    }

    @Test
    void readsAFullFile() throws IOException {
        FieldFile file = read(full());
        FieldSettings settings = file.settings();

        assertThat(file.name()).isEqualTo("wind");
        assertThat(file.title()).isEqualTo("Wind at sea");
        assertThat(file.quantity()).isEqualTo("wind speed");
        assertThat(file.unit()).isEqualTo("m/s");
        assertThat(file.geographic()).isTrue();
        assertThat(settings.seed()).isEqualTo(42);
        assertThat(settings.network().places())
                .containsExactly(new Station("A", 5, 50), new Station("C", 5.5, 51), new Station("buoy", 5.2, 50.5));
        assertThat(settings.range()).isEqualTo(new FieldSettings.PlausibleRange(-1, 60.5));
        assertThat(settings.transform()).isEqualTo(new Transform.Logarithm(0.5));
        assertThat(settings.mean()).isEqualTo(new FieldSettings.Mean(new Harmonics(1, 3), 50, 0.5, 2000));
        assertThat(settings.representation()).isEqualTo(new RepresentationSpec.Bisquare(List.of(3, 6), 0.4));
        assertThat(settings.dynamics())
                .isEqualTo(DynamicsSpec.of("ide").with("gain", 0.7).with("width", 1.5));
        assertThat(settings.noise()).isEqualTo(new FieldSettings.Noise(0.5, 2, 0.02, 0.05, 0.001, Map.of("A", 2.5)));
        assertThat(settings.filter())
                .isEqualTo(FilterSettings.of(
                        FilterSettings.Kind.LETKF,
                        32,
                        2,
                        AdaptiveInflation.NONE,
                        new Inflation.PriorSpread(0.4),
                        true));
        assertThat(settings.quality().outlier()).isEqualTo(5);
        assertThat(settings.combination()).isEqualTo(new FieldSettings.Combination(2, 3, 800));
        assertThat(settings.calibration()).isEqualTo(new FieldSettings.CalibrationSettings(500, 0.001));
        assertThat(settings.step()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.leads()).containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(90));
        assertThat(settings.levels()).containsExactly(0.05, 0.5, 0.95);
        assertThat(settings.learnUntil()).isEqualTo(Instant.parse("2021-06-01T12:00:00Z"));
        FieldFile.Data data = file.data().orElseThrow();
        assertThat(data.observations()).isEqualTo(folder.resolve("data.csv"));
        assertThat(data.layout().timeColumn()).isEqualTo("when");
        assertThat(data.layout().stationColumn()).isEqualTo("who");
        assertThat(data.layout().valueColumn()).isEqualTo("what");
        assertThat(data.layout().scale()).isEqualTo(-0.25);
        assertThat(data.excluded()).containsExactly("B");
        assertThat(file.stream())
                .isEqualTo(new FieldFile.Stream(
                        Duration.ofHours(2), Duration.ofSeconds(10), Duration.ofDays(7), Duration.ofMillis(1500), 4));
        Map<String, String> properties = new HashMap<>(Secrets.providers());
        properties.put("security.protocol", "SASL_SSL");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", "/etc/kafka/ca.pem");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put("sasl.jaas.config", Secrets.jaas("SCRAM-SHA-512", "me", "${env:KAFKA_PASSWORD}"));
        properties.put("ssl.key.password", "${file:/run/secrets/key-password}");
        properties.put("fetch.min.bytes", "100");
        assertThat(file.kafka())
                .isEqualTo(new FieldFile.Kafka("broker:9093", "sea.", "forecasters", false, properties));
        assertThat(file.scoring())
                .isEqualTo(new FieldFile.Scoring(
                        Optional.of(Instant.parse("2021-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2022-01-01T00:00:00Z")),
                        List.of("02-29"),
                        true));
    }

    @Test
    void fillsInEveryDefault() {
        FieldFile file = read(LEAST);
        FieldSettings settings = file.settings();

        assertThat(file.title()).isEqualTo("wind");
        assertThat(file.quantity()).isEqualTo("value");
        assertThat(file.unit()).isEmpty();
        assertThat(settings.seed()).isEqualTo(1);
        assertThat(settings.range()).isEqualTo(new FieldSettings.PlausibleRange(-1e12, 1e12));
        assertThat(settings.transform()).isEqualTo(new Transform.Identity());
        assertThat(settings.mean())
                .isEqualTo(new FieldSettings.Mean(new Harmonics(2, 2), 100, 0.25, Double.POSITIVE_INFINITY));
        assertThat(settings.representation()).isEqualTo(new RepresentationSpec.Nodes());
        assertThat(settings.dynamics()).isEqualTo(DynamicsSpec.of("ide"));
        assertThat(settings.filter())
                .isEqualTo(FilterSettings.of(
                        FilterSettings.Kind.ETKF, 64, 0, AdaptiveInflation.standard(), new Inflation.None(), false));
        assertThat(settings.step()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.leads()).containsExactly(Duration.ofHours(1));
        assertThat(settings.levels()).hasSize(23).contains(0.01, 0.5, 0.99);
        assertThat(settings.learnUntil()).isEqualTo(Instant.MAX);
        assertThat(file.data()).isEmpty();
        assertThat(file.stream())
                .isEqualTo(new FieldFile.Stream(
                        Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(5), 1));
        assertThat(file.kafka())
                .isEqualTo(new FieldFile.Kafka("localhost:9092", "fieldcast.", "fieldcast-wind", true, Map.of()));
        assertThat(file.scoring())
                .isEqualTo(new FieldFile.Scoring(Optional.empty(), Optional.empty(), List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled:irish-wind/field.yaml", "bundled:irish-wind/published.yaml"})
    void readsWhatComesWithIt(String name) throws IOException {
        FieldFile file = FieldFileReader.read(name);
        assertThat(file.settings().network().stations()).hasSizeGreaterThan(10);
        assertThat(file.data()).isPresent();
    }

    @Test
    void printsWhatIsInForceSoThatItReadsBack() throws IOException {
        for (String yaml : List.of(LEAST, full(), LEAST + "noise: {local: 1e-9, rate: 1.0e-7}\n")) {
            FieldFile file = read(yaml);
            FieldFile again = read(new YAMLMapper().writeValueAsString(file.effective()));
            assertThat(again.effective()).isEqualTo(file.effective());
            assertThat(again.hash()).isEqualTo(file.hash());
            assertThat(again.stream()).isEqualTo(file.stream());
            assertThat(again.scoring()).isEqualTo(file.scoring());
            assertThat(again.settings().noise()).isEqualTo(file.settings().noise());
            assertThat(again.settings().levels()).isEqualTo(file.settings().levels());
            assertThat(again.settings().leads()).isEqualTo(file.settings().leads());
            assertThat(again.settings().mean()).isEqualTo(file.settings().mean());
        }
    }

    @Test
    void printsWhereSecretsAreAndNotWhatTheyAre() throws IOException {
        assertThat(read(full()).effective().at("/kafka/security/password").asText())
                .isEqualTo("${env:KAFKA_PASSWORD}");
    }

    @Test
    void refusesSecretsThatAreWrittenDownWithoutRepeatingThem() {
        List<String> refused = problems(LEAST + """
                kafka:
                  security: {user: me, password: hush, tls: true}
                  properties:
                    ssl.keystore.password: hush
                    my.token: hush
                    sasl.jaas.config: org.example.Login required user="me" password="hush";
                """);
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "kafka.security.password: expected " + Secrets.WANTED,
                        "kafka.properties.ssl.keystore.password: expected " + Secrets.WANTED,
                        "kafka.properties.my.token: expected " + Secrets.WANTED,
                        "kafka.properties.sasl.jaas.config: expected " + Secrets.WANTED);
    }

    @Test
    void takesAJaasConfigurationThatRefersToItsSecret() {
        String jaas = "org.example.Login required user=\"me\" password=\"${file:/run/p}\";";
        assertThat(read(LEAST + "kafka: {properties: {sasl.jaas.config: '" + jaas + "'}}\n")
                        .kafka()
                        .properties())
                .containsEntry("sasl.jaas.config", jaas)
                .containsAllEntriesOf(Secrets.providers());
    }

    @Test
    void connectsWithACertificateAlone() {
        assertThat(read(LEAST + "kafka: {security: {ca: /a.pem, certificate: /b.pem}}\n")
                        .kafka()
                        .properties())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", "/a.pem",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location", "/b.pem"));
    }

    @Test
    void tellsAllProblemsAtOnceByKey() {
        assertThat(problems("""
                        network: {stations: nowhere.csv, virtual: {a b: [1, 2], c: [1], d: [1, x], e: 7}}
                        sede: 5
                        range: {lowest: 5, highest: 1}
                        transform: {kind: sqr}
                        step: 10
                        leads: [1h, 30m]
                        quantiles: [0.5, high]
                        dynamics: {kind: ide, gain: 2, widht: 3}
                        filter: {members: 2.5, inflation: 3}
                        combination: {memory: -1}
                        noise: {rate: fast}
                        data: {scale: 0, observations: [1]}
                        stream: {lateness: -5s, idle: 0s, max_leap: 99999999999999999d, parallelism: -2}
                        kafka: {exactly_once: maybe}
                        scoring: {from: yesterday, skip_days: [13-01]}
                        """))
                .contains(
                        "field: expected a name such as irish-wind, but it is missing",
                        "network.virtual: expected letters, digits and . _ : - only, got a b",
                        "network.virtual.c: expected two numbers [x, y], got [1]",
                        "network.virtual.d: expected two numbers [x, y], got [1,\"x\"]",
                        "network.virtual.e: expected two numbers [x, y], got 7",
                        "sede: is not known here; did you mean seed?",
                        "range.highest: expected more than lowest 5.0, got 1.0",
                        "transform.kind: expected one of identity, sqrt, log, got sqr; did you mean sqrt?",
                        "step: expected a duration such as 30s, 10m, 6h or 1d, got 10",
                        "leads: expected whole multiples of the step 1h, got 30m",
                        "dynamics.gain: expected a number in 0.001..0.999, got 2",
                        "dynamics.widht: is not known here; did you mean width?",
                        "filter.members: expected an integer in 4..4096, got 2.5",
                        "filter.inflation: expected a mapping, got 3",
                        "combination.memory: expected a number of at least 10, got -1",
                        "noise.rate: expected a number in 0..1, got \"fast\"",
                        "data.scale: expected a number other than 0, got 0",
                        "data.observations: expected text, got [1]",
                        "stream.lateness: expected a duration such as 30s, 10m, 6h or 1d, got \"-5s\"",
                        "stream.idle: expected at least 1ms, got 0s",
                        "stream.parallelism: expected an integer in 1..720, got -2",
                        "kafka.exactly_once: expected true or false, got \"maybe\"",
                        "scoring.from: expected a moment such as 1971-01-01T00:00:00Z, got \"yesterday\"",
                        "scoring.skip_days: expected days of the year such as 02-29, got 13-01")
                .anyMatch(problem -> problem.startsWith("network.stations: no readable file"))
                .anyMatch(problem -> problem.startsWith("quantiles: expected a list of numbers"))
                .anyMatch(problem -> problem.startsWith("stream.max_leap: expected a duration"))
                .hasSize(27);
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThat(problems("field: wind\nnetwork: {stations: [\n"))
                .containsExactly(
                        "line 2: while parsing a flow node, expected the node content, but found '<stream end>'");
        assertThat(problems("field: wind\nseed: .nan\n")).containsExactly("line 2: Malformed numeric value '.nan'");
        assertThat(problems("field: wind\nfield: rain\n"))
                .singleElement()
                .asString()
                .startsWith("line 2: ")
                .contains("Duplicate");
        assertThat(problems("- a\n- b\n")).contains("line 1: expected a mapping of keys to values, got [\"a\",\"b\"]");
    }

    @Test
    void takesNothingAndNullForDefaults() {
        assertThat(read(LEAST + "step:\nleads: null\nstream:\nfilter: {members: ~}\n")
                        .effective())
                .isEqualTo(read(LEAST).effective());
        assertThat(problems("")).contains("field: expected a name such as irish-wind, but it is missing");
    }

    @Test
    void hashesWhatDecidesForecastsAndNothingElse() throws IOException {
        String hash = read(LEAST).hash();
        assertThat(read(LEAST + "kafka: {prefix: other.}\nstream: {parallelism: 2}\n")
                        .hash())
                .isEqualTo(hash);
        assertThat(read(LEAST + "seed: 2\n").hash()).isNotEqualTo(hash);
        Files.write(folder.resolve("stations.csv"), List.of("id,lon,lat", "A,5,50", "B,6,50", "C,5.5,51.5"));
        assertThat(read(LEAST).hash()).isNotEqualTo(hash);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> FieldFileReader.read("nowhere.yaml")).isInstanceOf(IOException.class);
    }

    private FieldFile read(String yaml) {
        return FieldFileReader.read("test", yaml, folder);
    }

    private List<String> problems(String yaml) {
        BadConfiguration bad = catchThrowableOfType(BadConfiguration.class, () -> read(yaml));
        return String.valueOf(bad.getMessage())
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();
    }

    private static String full() throws IOException {
        try (InputStream in = FieldFileReaderTest.class.getResourceAsStream("/full.yaml")) {
            return new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
