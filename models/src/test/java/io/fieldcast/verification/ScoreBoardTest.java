package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.verification.ScoreBoard.Reference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreBoardTest {
    private static final Duration DAY = Duration.ofDays(1);

    private static Score score(double error) {
        Score score = new Score();
        score.add(error, 0, Math.abs(error) / 2, Math.abs(error) < 1, Math.abs(error) < 3);
        return score;
    }

    private static ScoreBoard board() {
        ScoreBoard board = new ScoreBoard();
        board.add(DAY, "A", score(1), Map.of(Reference.PERSISTENCE, score(2)));
        board.add(DAY, "A", score(-2), Map.of());
        board.add(DAY, "B", score(3), Map.of(Reference.PERSISTENCE, score(4), Reference.CLIMATOLOGY, score(6)));
        board.add(DAY.multipliedBy(2), "A", score(5), Map.of());
        return board;
    }

    @Test
    void addsUpOverStationsForEachLead() {
        Score day = board().forecast(DAY);
        assertThat(day.count()).isEqualTo(3);
        assertThat(day.bias()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(day.mae()).isEqualTo(2);
        assertThat(day.rmse()).isCloseTo(Math.sqrt(14.0 / 3), within(1e-15));
        assertThat(day.crps()).isEqualTo(1);
        assertThat(day.coverage50()).isEqualTo(0);
        assertThat(day.coverage90()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(board().leads()).containsExactly(DAY, DAY.multipliedBy(2));
        assertThat(board().stations()).containsExactly("A", "B");
    }

    @Test
    void skillComparesOnlyCasesThatTheReferenceHas() {
        assertThat(board().skill(DAY, Reference.PERSISTENCE)).isCloseTo(1 - Math.sqrt(10.0 / 20), within(1e-15));
        assertThat(board().crpsSkill(DAY, Reference.CLIMATOLOGY)).isEqualTo(0.5);
        assertThat(board().skill(DAY, "A", Reference.PERSISTENCE)).isEqualTo(0.5);
        assertThat(board().skill(DAY, "A", Reference.CLIMATOLOGY)).isNaN();
    }

    @Test
    void comesBackFromItsBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        board().writeTo(new DataOutputStream(bytes));
        ScoreBoard back = ScoreBoard.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        back.writeTo(new DataOutputStream(again));
        assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
        assertThat(back.forecast(DAY, "B"))
                .hasValueSatisfying(b -> assertThat(b.mae()).isEqualTo(3));
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() ->
                        ScoreBoard.readFrom(new DataInputStream(new ByteArrayInputStream(new byte[] {0, 0, 0, 9}))))
                .hasMessageContaining("version 9, expected 1");
    }
}
