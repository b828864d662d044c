package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.fieldcast.pipeline.cli.Fieldcast;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Follows the README's section on dynamics of one's own, word for word: compile, name, test, run. */
class OwnDynamicsTest {
    private static final Pattern BLOCK = Pattern.compile("```(java|services)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\bclass (\\w+)");

    @Test
    @Timeout(180)
    void takesOneClassOneNameAndTheContractTest(@TempDir Path folder) throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(blocks("java"), folder, classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.fieldcast.dynamics.Dynamics"),
                blocks("services").get(0));

        TestExecutionSummary contracts = contractTest(classes);
        assertThat(contracts.getFailures()).isEmpty();
        assertThat(contracts.getTestsSucceededCount()).isGreaterThan(100);

        assertThat(fieldcast(folder, classes, "simulate", "--stations", "6", "--steps", "120", "-o", "sim"))
                .contains("Next: ./fieldcast backtest");
        Files.writeString(
                folder.resolve("sim/field.yaml"), "\ndynamics: {kind: mixing, kept: 0.9}\n", StandardOpenOption.APPEND);
        assertThat(fieldcast(folder, classes, "backtest", "-c", "sim/field.yaml", "-o", "out", "--messages"))
                .contains("rmse of persistence");
        try (var messages = Files.walk(folder.resolve("out"))) {
            Path diagnostics = messages.filter(file -> file.toString().contains("diagnostics"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(diagnostics)).contains("parameter.kept.mean");
        }
    }

    private static List<String> blocks(String language) throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        return BLOCK.matcher(readme)
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    private static void compile(List<String> sources, Path folder, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("-cp", classPath(), "-d", classes.toString()));
        for (String source : sources) {
            String name = TYPE.matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElseThrow();
            arguments.add(
                    Files.writeString(folder.resolve(name + ".java"), source).toString());
        }
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .as("exit code of the compiler")
                .isZero();
    }

    private static TestExecutionSummary contractTest(Path classes) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass("my.dynamics.MixingTest")))
                    .build();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, listener);
            return listener.getSummary();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Runs a command as the launcher does, with {@code plugin} on the class path; gives its output. */
    private static String fieldcast(Path folder, Path plugin, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("--add-exports"))
                .forEach(command::add);
        command.add("-Xmx1g");
        command.add(Fieldcast.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("CLASSPATH", classPath() + File.pathSeparator + plugin);
        Path log = folder.resolve("output.txt");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        boolean ended = process.waitFor(150, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(log);
        assertThat(ended && process.exitValue() == 0)
                .as("%s: %s", List.of(arguments), output)
                .isTrue();
        return output;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
