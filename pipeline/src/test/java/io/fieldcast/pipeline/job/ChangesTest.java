package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.record.Control;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which change is in force when, whatever the order in which changes became known. */
class ChangesTest {
    @Test
    void nothingHappensBeforeItsTime() {
        Changes changes = Changes.NONE.with(change("a", 10));
        assertThat(changes.isDue(9)).isFalse();
        assertThat(changes.at(9).events()).isEmpty();
        assertThat(changes.at(9).after().inForce()).isEmpty();
        assertThat(changes.isDue(10)).isTrue();
        assertThat(inForce(changes.at(10).after())).isEqualTo("a");
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Control> all = List.of(change("b", 10), change("a", 10), change("c", 5), rollback("d", 12, ""));
        Changes forwards = Changes.NONE;
        Changes backwards = Changes.NONE;
        for (int i = 0; i < all.size(); i++) {
            forwards = forwards.with(all.get(i));
            backwards = backwards.with(all.get(all.size() - 1 - i));
        }
        assertThat(forwards).isEqualTo(backwards);
        assertThat(codes(forwards.at(20)))
                .containsExactly("c APPLIED", "a APPLIED", "b APPLIED", "b ROLLED_BACK", "d APPLIED");
        assertThat(inForce(forwards.at(20).after())).isEqualTo("a");
    }

    @Test
    void inOneStepOrInManyTheSameHappens() {
        Changes changes = Changes.NONE
                .with(change("a", 1))
                .with(change("b", 2))
                .with(rollback("c", 3, "a"))
                .with(change("d", 4));
        Changes stepwise = changes;
        for (int time = 0; time < 6; time++) {
            stepwise = stepwise.at(time).after();
        }
        assertThat(stepwise).isEqualTo(changes.at(6).after());
        assertThat(inForce(stepwise)).isEqualTo("d");
        assertThat(stepwise.made()).hasSize(1);
    }

    @Test
    void oneRollbackAfterTheOtherGoesFurtherBack() {
        Changes changes = Changes.NONE
                .with(change("a", 1))
                .with(change("b", 2))
                .with(rollback("x", 3, ""))
                .with(rollback("y", 4, ""))
                .with(rollback("z", 5, ""));
        assertThat(inForce(changes.at(3).after())).isEqualTo("a");
        assertThat(changes.at(4).after().inForce()).isEmpty();
        assertThat(codes(changes.at(5))).endsWith("a ROLLED_BACK", "y APPLIED", "z NOTHING_TO_ROLL_BACK");
    }

    @Test
    void aChangeThatStillWaitsCanBeTakenBack() {
        Changes changes = Changes.NONE.with(change("a", 10)).with(rollback("r", 5, "a"));
        assertThat(codes(changes.at(20))).containsExactly("a ROLLED_BACK", "r APPLIED");
        assertThat(changes.at(20).after()).isEqualTo(Changes.NONE);
    }

    @Test
    void whatIsNotInForceCannotBeTakenBack() {
        Changes.Turn turn =
                Changes.NONE.with(change("a", 1)).with(rollback("r", 5, "b")).at(5);
        assertThat(codes(turn)).containsExactly("a APPLIED", "r NOTHING_TO_ROLL_BACK");
        assertThat(turn.events().get(1).reason()).isEqualTo("no change b, expected one of a");
        assertThat(inForce(turn.after())).isEqualTo("a");
    }

    @Test
    void changesOlderThanTheLastFewCannotBeTakenBackButHold() {
        Changes changes = Changes.NONE;
        for (int i = 0; i < Changes.MOST_MADE + 5; i++) {
            changes = changes.with(change("c" + i, i)).at(i).after();
        }
        assertThat(changes.made()).hasSize(Changes.MOST_MADE);
        assertThat(codes(changes.with(rollback("r", 100, "c3")).at(100))).containsExactly("r NOTHING_TO_ROLL_BACK");
        assertThat(codes(changes.with(rollback("r", 100, "c5")).at(100))).containsExactly("r NOTHING_TO_ROLL_BACK");
        Changes.Turn far = changes.with(rollback("r", 100, "c6")).at(100);
        assertThat(inForce(far.after())).isEqualTo("c5");
        assertThat(codes(far.after().with(rollback("s", 101, "")).at(101))).containsExactly("s NOTHING_TO_ROLL_BACK");
    }

    private static List<String> codes(Changes.Turn turn) {
        return turn.events().stream()
                .map(event -> event.change().id + " " + event.code())
                .toList();
    }

    private static String inForce(Changes changes) {
        return changes.inForce().map(change -> change.id).orElse("nothing");
    }

    private static Control change(String id, long from) {
        return Control.change("wind", id, from, "{}", new byte[0], "");
    }

    private static Control rollback(String id, long from, String before) {
        return Control.rollback("wind", id, from, before);
    }
}
