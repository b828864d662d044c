package io.fieldcast.pipeline.cli;

import io.fieldcast.pipeline.config.BadConfiguration;
import io.fieldcast.pipeline.config.Version;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code fieldcast}. */
@Command(
        name = "fieldcast",
        mixinStandardHelpOptions = true,
        versionProvider = Fieldcast.Release.class,
        description = {
            "Forecasts fields that sensors sample in space and time, from a stream, with honest uncertainty.",
            "",
            "Start with @|bold fieldcast demo|@: it needs nothing else and shows what there is."
        },
        footer = {"", "Exit codes: 0 all is well, 1 a run failed, 2 the command line or the configuration is wrong."},
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            BacktestCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            CheckCommand.class,
            ControlCommand.class,
            ReplayCommand.class,
            SimulateCommand.class,
            TwinCommand.class,
            BrokerCommand.class
        })
public final class Fieldcast implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the whole stack of an error.")
    private boolean debug;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs the command line; returns its exit code. */
    static int execute(String... arguments) {
        Fieldcast fieldcast = new Fieldcast();
        return new CommandLine(fieldcast)
                .setExecutionExceptionHandler((failure, command, parsed) -> fieldcast.explain(failure, command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    private int explain(Exception failure, CommandLine command) {
        if (debug) {
            failure.printStackTrace(command.getErr());
        } else {
            command.getErr().println("fieldcast: " + reason(failure));
        }
        return failure instanceof BadConfiguration ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** The message of an expected failure; of another one also where it came from. */
    private static String reason(Exception failure) {
        if (failure instanceof BadConfiguration || failure instanceof IOException) {
            return String.valueOf(failure.getMessage());
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return failure.getMessage() + (cause == failure ? "" : ": " + cause.getMessage())
                + " (--debug shows the whole stack)";
    }

    /** What {@code --version} prints. */
    static final class Release implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"fieldcast " + Version.current()};
        }
    }
}
