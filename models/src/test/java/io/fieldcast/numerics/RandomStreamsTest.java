package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.numerics.RandomStreams.Stream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    private static final int MANY = 1_000_000;
    private static final long[] GOLDEN_BITS = {-6388717642182333059L, -4089605473385669269L, 5516404364993660096L};
    private static final double[] GOLDEN_GAUSSIANS = {0.16311585370517803, -0.907583559768947, -0.33371463998736933};

    private final RandomStreams streams = new RandomStreams(42, "wind");

    /** Every forecast ever issued rests on these; they must never change. */
    @Test
    void firstNumbersStayWhatTheyAre() {
        Stream stream = streams.stream(7, Purpose.PROCESS_NOISE);
        assertThat(new long[] {stream.bits(0), stream.bits(1), stream.bits(2)}).containsExactly(GOLDEN_BITS);
        assertThat(new double[] {stream.gaussian(0), stream.gaussian(1), stream.gaussian(2)})
                .containsExactly(GOLDEN_GAUSSIANS);
    }

    @Test
    void aNumberDependsOnItsAddressNotOnTheOrderOfAsking() {
        Stream stream = streams.stream(3, Purpose.ANALYSIS);
        double late = stream.gaussian(1001);
        double early = stream.gaussian(0);
        double[] block = new double[1003];
        streams.stream(3, Purpose.ANALYSIS).fillGaussian(0, block, 0, 1003);
        assertThat(block[1001]).isEqualTo(late);
        assertThat(block[0]).isEqualTo(early);
        assertThat(block[1002]).isEqualTo(stream.gaussian(1002));
        double[] part = new double[5];
        stream.fillGaussian(1000, part, 2, 5);
        assertThat(part).containsExactly(0, 0, block[1000], block[1001], block[1002]);
    }

    @Test
    void eachPartOfTheAddressChangesTheStream() {
        Set<Long> firsts = new HashSet<>();
        int addresses = 0;
        for (long seed = -2; seed < 3; seed++) {
            for (String key : new String[] {"", "a", "b", "ab", "ba", "wind", "wind2"}) {
                for (long cycle = -3; cycle < 30; cycle++) {
                    for (Purpose purpose : Purpose.values()) {
                        firsts.add(new RandomStreams(seed, key)
                                .stream(cycle, purpose).bits(0));
                        addresses++;
                    }
                }
            }
        }
        assertThat(firsts).hasSize(addresses);
    }

    @Test
    void uniformNumbersHaveTheirMomentsAndNoEndPoint() {
        Stream stream = streams.stream(1, Purpose.TRUTH);
        double sum = 0;
        double squares = 0;
        boolean inside = true;
        for (int i = 0; i < MANY; i++) {
            double value = stream.uniform(i);
            inside &= value > 0 && value < 1;
            sum += value;
            squares += value * value;
        }
        assertThat(inside).isTrue();
        assertThat(sum / MANY).isCloseTo(0.5, within(4 * Math.sqrt(1.0 / 12 / MANY)));
        assertThat(squares / MANY).isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / MANY)));
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        double[] values = new double[MANY];
        streams.stream(2, Purpose.TRUTH).fillGaussian(0, values, 0, MANY);
        double[] moments = new double[5];
        double neighbours = 0;
        for (int i = 0; i < MANY; i++) {
            double power = 1;
            for (int k = 1; k <= 4; k++) {
                power *= values[i];
                moments[k] += power / MANY;
            }
            neighbours += values[i] * values[(i + 1) % MANY] / MANY;
        }
        // Variances of the sample moments of a normal: 1, 2, 15, 96; of the product of neighbours: 1.
        assertThat(moments[1]).isCloseTo(0, within(4 / Math.sqrt(MANY)));
        assertThat(moments[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / MANY)));
        assertThat(moments[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / MANY)));
        assertThat(moments[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / MANY)));
        assertThat(neighbours).isCloseTo(0, within(4 / Math.sqrt(MANY)));
    }

    @Test
    void streamsOfNeighbouringCyclesAreUncorrelated() {
        Stream one = streams.stream(10, Purpose.PROCESS_NOISE);
        Stream next = streams.stream(11, Purpose.PROCESS_NOISE);
        Stream other = streams.stream(10, Purpose.LEAD_NOISE);
        double cycles = 0;
        double purposes = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            cycles += (one.uniform(i) - 0.5) * (next.uniform(i) - 0.5) * 12 / count;
            purposes += (one.uniform(i) - 0.5) * (other.uniform(i) - 0.5) * 12 / count;
        }
        assertThat(cycles).isCloseTo(0, within(4 / Math.sqrt(count)));
        assertThat(purposes).isCloseTo(0, within(4 / Math.sqrt(count)));
    }
}
