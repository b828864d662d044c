package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.control.ControlSource;
import io.fieldcast.connectors.intake.EventTime;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole graph on one screen. Sources and sinks come from outside, so that a test, a replay and production share it. */
public final class ForecastJob {
    private ForecastJob() {}

    /**
     * What leaves the graph. Both go to the same topics; the letters apart, so that the forecasts' way to the sink stays one chain.
     *
     * @param forecasts forecasts, analyses, quality verdicts and diagnostics
     * @param letters dead letters, and verdicts on observations that came too late
     */
    public record Messages(DataStream<Outgoing> forecasts, DataStream<Outgoing> letters) {}

    /** The graph of a job that nobody changes while it runs. */
    public static Messages build(StreamExecutionEnvironment env, Source<Incoming, ?, ?> source, JobPlan plan) {
        return build(env, source, ControlSource.none(source.getBoundedness()), plan);
    }

    /**
     * Draws the graph into {@code env}.
     *
     * @param source of decoded records, with its own idea of partitions
     * @param control changes of the fields while the job runs; cycles wait for its watermark
     * @param plan the fields and how their stream is read
     */
    public static Messages build(
            StreamExecutionEnvironment env,
            Source<Incoming, ?, ?> source,
            Source<Control, ?, ?> control,
            JobPlan plan) {
        plan.configure(env);

        SingleOutputStreamOperator<Incoming> observations = env.fromSource(
                        source, EventTime.strategy(plan.lateness(), plan.idle(), plan.commonStep()), "observations")
                .uid("observations")
                .process(new DeadLetters(plan.fieldNames()))
                .name("dead letters")
                .uid("dead-letters");

        DataStream<Control> changes = env.fromSource(control, WatermarkStrategy.noWatermarks(), "control")
                .uid("control")
                .setParallelism(1);

        SingleOutputStreamOperator<Outgoing> forecasts = observations
                .keyBy(observation -> observation.field)
                .connect(changes.keyBy(change -> change.field))
                .transform(
                        "forecast cycles",
                        TypeInformation.of(Outgoing.class),
                        new CyclesOperator(new FieldCycles(plan.fields(), plan.engine())))
                .uid("forecast-cycles");

        DataStream<Outgoing> letters =
                observations.getSideOutput(DeadLetters.LETTERS).union(forecasts.getSideOutput(FieldCycles.LATE));
        return new Messages(forecasts, letters);
    }
}
