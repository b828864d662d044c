package io.fieldcast.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.tests.security.SecureConnections.Attempt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R21 and R22; how long each try takes is printed by {@link SecureConnections} itself. */
class SecureConnectionsTest {
    private static Map<String, Attempt> attempts = Map.of();

    @BeforeAll
    static void tryThem(@TempDir Path folder) throws Exception {
        List<Attempt> all = new SecureConnections(folder, line -> {}).run();
        attempts = all.stream().collect(Collectors.toMap(Attempt::name, Function.identity()));
    }

    @Test
    void aPasswordOverTlsWorksAndSoDoesACertificate() {
        for (String name : List.of("works: SCRAM over TLS", "works: mTLS")) {
            assertThat(of(name).code()).as(of(name).said()).isZero();
            assertThat(of(name).forecasts()).isPositive();
        }
    }

    @Test
    void whatDoesNotFitIsSaidOnceAndEndsTheProcess() {
        fails("wrong password", "invalid credentials");
        fails("unknown authority", "unable to find valid certification path");
        fails("mTLS without a certificate", "certificate");
        fails("expired certificate", "NotAfter");
    }

    @Test
    void nobodyIsToldTheSecret() {
        assertThat(attempts.values()).noneMatch(Attempt::tells);
    }

    private static void fails(String name, String reason) {
        assertThat(of(name).code()).as(of(name).said()).isEqualTo(1);
        assertThat(of(name).forecasts()).isZero();
        assertThat(of(name).said().lines().filter(line -> line.startsWith("fieldcast: ")))
                .singleElement()
                .asString()
                .contains(reason);
    }

    private static Attempt of(String name) {
        return Objects.requireNonNull(attempts.get(name), name);
    }
}
