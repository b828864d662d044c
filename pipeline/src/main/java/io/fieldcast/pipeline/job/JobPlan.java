package io.fieldcast.pipeline.job;

import io.fieldcast.pipeline.config.FieldFile;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a job runs: one field or several side by side, and how their common stream is read. Immutable.
 *
 * @param fields the fields
 * @param lateness how long after a younger observation an older one may arrive
 * @param idle after how long a silent partition stops holding the others back; zero for never, as a bounded replay needs
 * @param checkpoint time between two checkpoints
 * @param parallelism of the job
 * @param engine what runs a field's cycles
 */
public record JobPlan(
        List<FieldJob> fields, Duration lateness, Duration idle, Duration checkpoint, int parallelism, Engine engine) {
    /** Fixed for ever: state is stored in so many groups, and a job may run on any number that divides it. */
    private static final int MAX_PARALLELISM = 720;

    public JobPlan {
        fields = List.copyOf(fields);
    }

    /** The plan that the fields' files ask for; where they differ, the larger lateness, the shorter checkpoint. */
    public static JobPlan of(List<FieldFile> files) {
        return new JobPlan(
                files.stream().map(FieldJob::of).toList(),
                files.stream()
                        .map(file -> file.stream().lateness())
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                files.stream()
                        .map(file -> file.stream().idle())
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO),
                files.stream()
                        .map(file -> file.stream().checkpoint())
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO),
                files.stream()
                        .mapToInt(file -> file.stream().parallelism())
                        .max()
                        .orElse(1),
                Engine.FORECASTER);
    }

    /** The same for a source that ends: no partition is ever idle, the next record always comes. */
    public JobPlan bounded() {
        return new JobPlan(fields, lateness, Duration.ZERO, checkpoint, parallelism, engine);
    }

    /** The same with another parallelism. */
    public JobPlan withParallelism(int other) {
        return new JobPlan(fields, lateness, idle, checkpoint, other, engine);
    }

    /** The same with another engine. */
    public JobPlan withEngine(Engine other) {
        return new JobPlan(fields, lateness, idle, checkpoint, parallelism, other);
    }

    List<String> fieldNames() {
        return fields.stream().map(field -> field.settings().name()).toList();
    }

    /** The longest time of which every field's step is a multiple. */
    Duration commonStep() {
        return Duration.ofMillis(fields.stream()
                .map(field -> BigInteger.valueOf(field.settings().step().toMillis()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValueExact());
    }

    void configure(StreamExecutionEnvironment env) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Records are never changed after they were handed on, so chained functions may share them.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
        // A watermark waits in a half-full buffer for so long, and with it the cycle that it completes.
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoint);
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        env.configure(configuration);
        env.setParallelism(parallelism);
    }
}
