package io.fieldcast.connectors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForecastDigestTest {
    @Test
    void isTheSumOfTheMessagesHashes() throws Exception {
        BigInteger sum = BigInteger.ZERO;
        ForecastDigest digest = new ForecastDigest();
        for (int i = 0; i < 1000; i++) {
            byte[] message = ("forecast " + i).getBytes(UTF_8);
            sum = sum.add(new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(message)));
            digest.add(message);
        }
        assertThat(digest.hex()).isEqualTo(String.format("%064x", sum.mod(BigInteger.ONE.shiftLeft(256))));
        assertThat(digest.count()).isEqualTo(1000);
    }

    @Test
    void isTheSameInAnyOrder() {
        assertThat(of("a", "b", "c").hex()).isEqualTo(of("c", "a", "b").hex());
    }

    @Test
    void tellsAMessageMoreLessOrTwice() {
        assertThat(Stream.of(of("a", "b"), of("a"), of("a", "b", "b"), of("a", "a"), of("a", "c"), of())
                        .map(ForecastDigest::hex))
                .doesNotHaveDuplicates();
    }

    @Test
    void addsUpFromParts() {
        ForecastDigest whole = of("a");
        whole.add(of("b", "c"));
        assertThat(whole.hex()).isEqualTo(of("a", "b", "c").hex());
        assertThat(whole.count()).isEqualTo(3);
    }

    private static ForecastDigest of(String... messages) {
        return ForecastDigest.of(
                List.of(messages).stream().map(text -> text.getBytes(UTF_8)).toList());
    }
}
