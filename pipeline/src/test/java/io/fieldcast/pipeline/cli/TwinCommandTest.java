package io.fieldcast.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TwinCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new TwinCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void printsOneObjectARowWithThePromisedKeys() throws Exception {
        int code = run("g", "--json", "--seeds", "1", "--method", "Q = 0");

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(6);
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            assertThat(row.path("case").asText()).isEqualTo("G");
            assertThat(row.path("method").asText()).contains("Q = 0");
            assertThat(row.path("rmseA").isNumber()).isTrue();
            assertThat(row.path("rmseF").isNumber()).isTrue();
            assertThat(row.path("reference").isNumber()).isTrue();
            assertThat(row.path("accepted").isBoolean()).isTrue();
            assertThat(row.path("seeds").asInt()).isEqualTo(1);
        }
        assertThat(code).isZero();
    }

    @Test
    void printsTheSameTableTwiceWithoutTimes() {
        run("a", "--method", "serial N7", "--cycles", "40", "--seeds", "2", "--no-times");
        String once = out.toString();
        out.getBuffer().setLength(0);

        run("a", "--method", "serial N7", "--cycles", "40", "--seeds", "2", "--no-times");

        assertThat(out.toString())
                .isEqualTo(once)
                .contains("Case A")
                .contains("0.2160")
                .contains("40x2");
    }

    /** One scored window after one of burn-in still has the error of the start. */
    @Test
    void saysByItsExitCodeThatABoundWasMissed() {
        int code = run("a", "--method", "serial N7", "--cycles", "2", "--seeds", "1");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains(" NO");
    }

    @Test
    void namesTheCasesThereAreIfAskedForAnother() {
        assertThat(run("z")).isNotZero();

        assertThat(err.toString()).contains("no case Z").contains("A, B");
    }
}
