package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph's settings, and what of it a savepoint holds. */
class ForecastJobTest {
    /** Written by the first release; a savepoint of it holds these bytes. */
    private static final String SERIALIZER_SNAPSHOT =
            "ADppby5maWVsZGNhc3QucGlwZWxpbmUuam9iLkZvcmVjYXN0U3RhdGVTZXJpYWxpemVyJFNuYXBzaG90AAAAAw==";

    private static final String YAML = """
            field: %s
            network: {stations: bundled:irish-wind/stations.csv}
            data: {observations: bundled:irish-wind/observations.csv}
            step: %s
            filter: {members: 8}
            """;

    private static FieldFile field(String name, String step) {
        return FieldFileReader.read("test", YAML.formatted(name, step), Path.of(""));
    }

    @Test
    void everyStreamAndEveryStateHasASerializerOfItsOwnAndAnIdentifier() {
        FieldFile field = field("wind", "1h");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        FieldFile.Data data = field.data().orElseThrow();
        ForecastJob.Messages messages = ForecastJob.build(
                env,
                CsvObservations.source(
                        data.observations(), data.layout(), Rules.of(Networks.of(Map.of("wind", List.of("VAL"))))),
                JobPlan.of(List.of(field)));
        messages.forecasts().sinkTo(new DiscardingSink<>()).uid("forecasts");
        messages.letters().sinkTo(new DiscardingSink<>()).uid("letters");

        // Fails on a generic type, since they are switched off, and on an operator without an identifier.
        StreamGraph graph = env.getStreamGraph();

        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(graph.getStreamNodes())
                .allSatisfy(node -> assertThat(serializer(node)).doesNotContain("Kryo"));
    }

    private static String serializer(StreamNode node) {
        return node.getTypeSerializerOut() == null
                ? "none"
                : node.getTypeSerializerOut().getClass().getName();
    }

    @Test
    void severalFieldsShareTheStepThatDividesAll() {
        JobPlan plan = JobPlan.of(List.of(field("a", "1h"), field("b", "90m")));
        assertThat(plan.commonStep()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void readsTheSerializerSnapshotOfTheFirstRelease() throws Exception {
        ForecastStateSerializer serializer = new ForecastStateSerializer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(bytes), serializer.snapshotConfiguration());
        assertThat(new String(Base64.getEncoder().encode(bytes.toByteArray()), StandardCharsets.US_ASCII))
                .isEqualTo(SERIALIZER_SNAPSHOT);

        TypeSerializerSnapshot<ForecastState> old = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputViewStreamWrapper(
                        new ByteArrayInputStream(Base64.getDecoder().decode(SERIALIZER_SNAPSHOT))),
                getClass().getClassLoader());

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(old)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(old.restoreSerializer()).isInstanceOf(ForecastStateSerializer.class);
    }

    @Test
    void aStateComesBackAsItWas() throws Exception {
        ForecastState state =
                Engine.FORECASTER.start(field("wind", "1h").settings()).start(17);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ForecastStateSerializer serializer = new ForecastStateSerializer();
        serializer.serialize(state, new DataOutputViewStreamWrapper(first));
        ForecastState back =
                serializer.deserialize(new DataInputViewStreamWrapper(new ByteArrayInputStream(first.toByteArray())));
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        back.write(new DataOutputStream(second));

        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
        assertThat(ForecastState.read(new DataInputStream(new ByteArrayInputStream(first.toByteArray())))
                        .cycle())
                .isEqualTo(16);
    }
}
