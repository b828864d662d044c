package io.fieldcast.pipeline.cli;

import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.Topics;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.pipeline.run.LocalFlink;
import io.fieldcast.pipeline.run.StreamingJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the streaming job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run the streaming job: read observations from Kafka, write forecasts to Kafka.",
            "",
            "Give -c several times to run several fields side by side in one job. Without --target the job runs on a Flink inside this "
                    + "process until it is interrupted; with it, on a cluster that has Fieldcast's jars or is sent them."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "REST address of a Flink cluster to submit to.")
    private @Nullable String target;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "Jars to send along to the cluster; none if it has them in its lib folder.")
    private List<String> jars = new ArrayList<>();

    @Option(
            names = "--until-now",
            description = "End with what is in the topic at the start, instead of waiting for more.")
    private boolean untilNow;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "9249-9260",
            description = "Port or range of ports for Prometheus; default ${DEFAULT-VALUE}. Only without --target.")
    private String metricsPort = "";

    @Option(names = "--print-config", description = "Print the configuration in force and stop.")
    private boolean printConfig;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        List<FieldFile> files = fields.read();
        if (printConfig) {
            for (FieldFile file : files) {
                out.print(FieldOptions.effective(file));
            }
            out.flush();
            return 0;
        }
        checkTogether(files);
        FieldFile.Kafka kafka = files.get(0).kafka();
        TopicNames topics = TopicNames.withPrefix(kafka.prefix());
        Properties properties = new Properties();
        kafka.properties().forEach(properties::setProperty);
        Topics.createMissing(kafka.bootstrap(), topics.all(), 1, properties);
        JobPlan plan = JobPlan.of(files);
        StreamExecutionEnvironment env = environment(plan);
        StreamingJob.build(env, files, plan, untilNow ? KafkaSources.End.LATEST : KafkaSources.End.NEVER);
        JobClient job = env.executeAsync("fieldcast "
                + String.join(" ", files.stream().map(FieldFile::name).toList()));
        out.printf(
                "Job %s runs: %s -> %s at %s%n",
                job.getJobID(), topics.observations(), topics.forecasts(), kafka.bootstrap());
        boolean here = env instanceof LocalStreamEnvironment;
        if (!here && !untilNow) {
            out.println("It goes on without this process" + (target == null ? "." : "; watch it at http://" + target));
            out.flush();
            return 0;
        }
        out.println(here ? "Interrupt to stop; meters are at a port of " + metricsPort + ", path /metrics." : "");
        out.flush();
        job.getJobExecutionResult().get();
        return 0;
    }

    private StreamExecutionEnvironment environment(JobPlan plan) throws IOException, InterruptedException {
        if (target == null) {
            // Not local where a cluster runs this command itself, as FieldcastJob says.
            StreamExecutionEnvironment given = StreamExecutionEnvironment.getExecutionEnvironment();
            return given instanceof LocalStreamEnvironment
                    ? LocalFlink.environment(plan.parallelism(), Optional.of(metricsPort), true)
                    : given;
        }
        TargetCluster cluster = TargetCluster.at(target);
        cluster.checkVersion(EnvironmentInformation.getVersion());
        return StreamExecutionEnvironment.createRemoteEnvironment(
                cluster.host(), cluster.port(), jars.toArray(String[]::new));
    }

    /** Fields of one job share its broker and topics. */
    private static void checkTogether(List<FieldFile> files) throws IOException {
        FieldFile first = files.get(0);
        for (FieldFile other : files.subList(1, files.size())) {
            if (!other.kafka().bootstrap().equals(first.kafka().bootstrap())
                    || !other.kafka().prefix().equals(first.kafka().prefix())) {
                throw new IOException("fields " + first.name() + " and " + other.name()
                        + " run in one job and need the same kafka.bootstrap and kafka.prefix");
            }
            if (other.name().equals(first.name())) {
                throw new IOException("two files describe a field called " + first.name());
            }
        }
    }
}
