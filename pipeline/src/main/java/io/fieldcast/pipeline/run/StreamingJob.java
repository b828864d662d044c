package io.fieldcast.pipeline.run;

import io.fieldcast.connectors.control.ControlDecoder;
import io.fieldcast.connectors.kafka.KafkaSinks;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.CommittedCycles;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job with Kafka at both ends. */
public final class StreamingJob {
    /** The broker's usual limit; the longer a job may be down before its last forecasts are lost, the better. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private StreamingJob() {}

    /**
     * Draws the job into {@code env}.
     *
     * @param fields at least one; Kafka's settings are those of the first
     * @param end whether the job ends with what is in the topic now
     */
    public static void build(
            StreamExecutionEnvironment env, List<FieldFile> fields, JobPlan plan, KafkaSources.End end) {
        FieldFile.Kafka kafka = fields.get(0).kafka();
        TopicNames topics = TopicNames.withPrefix(kafka.prefix());
        Properties properties = new Properties();
        kafka.properties().forEach(properties::setProperty);
        var source = KafkaSources.observations(
                kafka.bootstrap(),
                topics,
                kafka.group(),
                new ObservationDecoder(Backtest.rules(fields)),
                end,
                properties);
        ControlDecoder decoder =
                new ControlDecoder(fields.stream().map(FieldFile::name).toList());
        var control = KafkaSources.control(kafka.bootstrap(), topics, decoder, end, properties);
        ForecastJob.Messages messages =
                ForecastJob.build(env, source, control, end == KafkaSources.End.LATEST ? plan.bounded() : plan);
        messages.forecasts()
                .sinkTo(sink(kafka, topics, "forecasts", properties))
                .name("forecasts")
                .uid("forecasts");
        messages.letters()
                .sinkTo(sink(kafka, topics, "letters", properties))
                .name("letters")
                .uid("letters");
        if (end == KafkaSources.End.NEVER) {
            CommittedCycles.watch(
                    env, KafkaSources.cycles(kafka.bootstrap(), topics, kafka.group(), properties), plan.fields());
        }
    }

    private static Sink<Outgoing> sink(FieldFile.Kafka kafka, TopicNames topics, String name, Properties properties) {
        return kafka.exactlyOnce()
                ? KafkaSinks.exactlyOnce(
                        kafka.bootstrap(), topics, kafka.group() + "-" + name, TRANSACTION_TIMEOUT, properties)
                : KafkaSinks.atLeastOnce(kafka.bootstrap(), topics, properties);
    }
}
