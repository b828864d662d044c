package io.fieldcast.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretProviderTest {
    @TempDir
    private Path folder;

    @Test
    void aClientFollowsTheReferenceToAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "open sesame\n");
        assertThat(client("ssl.key.password", "${file:" + file + "}").getPassword("ssl.key.password"))
                .isEqualTo(new Password("open sesame"));
    }

    @Test
    void aPasswordMayHoldQuotesAndBackslashes() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "a\"b\\c;=");
        String jaas = Secrets.jaas("PLAIN", "me", "${file:" + file + "}");
        var context =
                JaasContext.loadClientContext(client("sasl.jaas.config", jaas).values());
        assertThat(context.configurationEntries().get(0).getOptions().get("password"))
                .isEqualTo("a\"b\\c;=");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> client("ssl.key.password", "${file:" + folder.resolve("none") + "}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none, which should hold a secret, cannot be read here");
        assertThatThrownBy(() -> client("ssl.key.password", "${env:FIELDCAST_NOT_SET}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("FIELDCAST_NOT_SET, which should hold a secret, is not set");
    }

    private static AdminClientConfig client(String name, String value) {
        Map<String, Object> settings = new HashMap<>(Secrets.providers());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        settings.put(name, value);
        return new AdminClientConfig(settings);
    }
}
