package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.json.ControlParser;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.monitoring.MeterTable;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the product takes and says. */
class ReadmeTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private String readme = "";

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void listsEveryMeter() {
        assertThat(readme).contains(MeterTable.markdown().strip());
    }

    @Test
    void itsFieldIsAFieldOfOurs(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("stations.csv"), "id,lon,lat\nDUB,-6.2,53.4\nMAL,-7.3,55.4\n");
        Files.writeString(folder.resolve("observations.csv"), "time,station,speed\n");
        List<String> examples = blocks(YAML);
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            FieldFile field = FieldFileReader.read("README.md", example, folder);
            assertThat(field.settings().network().places()).hasSize(3);
        }
    }

    @Test
    void itsMessagesAreMessagesOfOurs() throws RecordRejected {
        List<String> messages = blocks(JSON);
        assertThat(JsonReader.observation(bytes(messages.get(0))).value()).isEqualTo(7.7);
        assertThat(JsonReader.forecast(bytes(messages.get(1))).quantile(1)).isEqualTo(7.2);
        List<String> changes = messages.get(2).lines().toList();
        assertThat(ControlParser.parse(bytes(changes.get(0))).settings).contains("gain");
        assertThat(ControlParser.parse(bytes(changes.get(1))).before).isEqualTo("calmer");
        assertThat(JsonReader.change(bytes(changes.get(2))).code()).isEqualTo(ChangeCode.APPLIED);
    }

    private List<String> blocks(Pattern pattern) {
        return pattern.matcher(readme)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
