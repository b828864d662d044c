package io.fieldcast.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ModelsCommandTest {
    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new ModelsCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString();
    }

    @Test
    void showsEveryKindWithWhatItIsAndItsSettings() {
        String shown = run();
        for (Dynamics dynamics : Dynamics.kinds().values()) {
            assertThat(shown)
                    .contains(
                            dynamics.name() + System.lineSeparator(),
                            dynamics.summary(),
                            dynamics.use(),
                            dynamics.paper());
            for (Setting setting : dynamics.settings()) {
                assertThat(shown).contains(setting.key() + ": ", setting.meaning());
            }
        }
        assertThat(shown).contains("claims   dissipative, linear, lipschitz (factor 1.0)");
    }

    @Test
    void givesTheSameAsJson() throws Exception {
        JsonNode all = new ObjectMapper().readTree(run("--json"));
        assertThat(all).hasSize(Dynamics.kinds().size());
        for (JsonNode node : all) {
            Dynamics dynamics = Dynamics.named(node.path("name").asText());
            assertThat(node.path("summary").asText()).isEqualTo(dynamics.summary());
            assertThat(node.path("settings")).hasSize(dynamics.settings().size());
            assertThat(node.has("claims")).isEqualTo(!dynamics.trained());
        }
    }

    @Test
    void readmeNamesEveryKind() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (String kind : Dynamics.kinds().keySet()) {
            assertThat(readme).contains("`" + kind + "`");
        }
    }
}
