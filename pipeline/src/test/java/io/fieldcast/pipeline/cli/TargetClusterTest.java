package io.fieldcast.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetClusterTest {
    private String overview = "{\"taskmanagers\":1,\"flink-version\":\"2.3.0\"}";
    private HttpServer server;
    private TargetCluster cluster;

    @BeforeEach
    void answerAsFlinkDoes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/overview", exchange -> {
            byte[] bytes = overview.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        cluster = TargetCluster.at("localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesAClusterOfTheSameMinorVersion() {
        assertThatCode(() -> cluster.checkVersion("2.3.1")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherMinorVersionAndSaysHowElse() {
        assertThatThrownBy(() -> cluster.checkVersion("2.2.1"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("2.3.0", "2.2.1", "flink run");
    }

    @Test
    void saysThatAnotherServerIsNoFlink() {
        for (String other : new String[] {"{}", "<html>", ""}) {
            overview = other;
            assertThatThrownBy(() -> cluster.checkVersion("2.3.0"))
                    .as(other)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is no Flink");
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        server.stop(0);
        assertThatThrownBy(() -> cluster.checkVersion("2.3.0"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody answers at localhost:");
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String target : new String[] {"localhost", "localhost:", ":8081", "localhost:port"}) {
            assertThatThrownBy(() -> TargetCluster.at(target)).hasMessageContaining("expected HOST:PORT");
        }
    }
}
