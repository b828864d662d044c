package io.fieldcast.tests.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process, mostly a virtual machine with the class path and the opened packages of this one; what it says goes into a file.
 * Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
    private static final int TAIL = 40;
    private static final long PATIENCE_SECONDS = 10;
    private static final long ENDING_SECONDS = 60;

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        // Interrupted, a virtual machine must leave nobody behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts a virtual machine.
     *
     * @param name how messages call it
     * @param log file that receives its output
     * @param options of the virtual machine
     * @param main class whose main method runs
     */
    public static JavaProcess start(String name, Path log, List<String> options, String main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(opened());
        command.addAll(options);
        command.add(main);
        command.addAll(arguments);
        return program(name, log, command);
    }

    /** Starts any program; {@code command} is its name and its arguments. */
    public static JavaProcess program(String name, Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // By the environment, since a class path may be longer than a command line.
        builder.environment().put("CLASSPATH", classPath());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new JavaProcess(name, log, builder.start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** With what it ended; wait for that before. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Ends it at once, without a word to it: {@code kill -9}. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /**
     * Waits until it ends by itself.
     *
     * @throws IllegalStateException if it still lives after a minute
     */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(tail());
        }
    }

    /** Asks it to end, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines it wrote. */
    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
            return "--- " + name + (isAlive() ? "" : " (ended)") + "\n" + String.join("\n", last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Surefire puts the real class path into a property of its own. */
    private static String classPath() {
        String ofTests = System.getProperty("surefire.test.class.path", "");
        return ofTests.isEmpty() ? System.getProperty("java.class.path") : ofTests;
    }

    private static List<String> opened() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("--add-exports"))
                .toList();
    }

    @Override
    public String toString() {
        return name + " log " + log + File.pathSeparator + (isAlive() ? "alive" : "ended");
    }
}
