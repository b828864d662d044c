package io.fieldcast.connectors.json;

import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints nanoseconds per message for decoding and encoding; run by hand, it asserts nothing. */
public final class MessageSpeed {
    private static final int ROUNDS = 8;
    private static final int MESSAGES = 500_000;
    private static final int STATIONS = 500;

    private MessageSpeed() {}

    public static void main(String[] arguments) {
        JsonMessages messages = new JsonMessages("{\"model\":\"C3\",\"version\":\"0.1.0\"}");
        List<String> stations = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        List<Forecast> forecasts = new ArrayList<>();
        double[] levels = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
        for (int i = 0; i < STATIONS; i++) {
            stations.add("S" + i);
        }
        for (int i = 0; i < 20 * STATIONS; i++) {
            Instant time = Instant.EPOCH.plus(Duration.ofHours(i / STATIONS));
            String station = stations.get(i % STATIONS);
            Observation observation = new Observation("wind", station, time, Math.sqrt(i));
            observations.add(observation);
            records.add(new ConsumerRecord<>("t", 0, i, new byte[0], messages.observation(observation).value));
            double[] quantiles = new double[levels.length];
            for (int q = 0; q < quantiles.length; q++) {
                quantiles[q] = Math.sqrt(i + q);
            }
            forecasts.add(new Forecast("wind", station, time, Duration.ofHours(6), 1.0 / (i + 1), levels, quantiles));
        }
        ObservationDecoder decoder = new ObservationDecoder(Rules.of(Networks.of(Map.of("wind", stations))));
        for (int round = 0; round < ROUNDS; round++) {
            double sum = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                sum += decoder.decode(records.get(i % records.size())).value;
            }
            long decoded = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                sum += messages.observation(observations.get(i % observations.size())).value.length;
            }
            long observed = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                sum += messages.forecast(forecasts.get(i % forecasts.size())).value.length;
            }
            long forecast = System.nanoTime();
            System.out.printf(
                    "decode+check %d ns, encode observation %d ns, encode forecast of 7 quantiles %d ns (%s)%n",
                    (decoded - begin) / MESSAGES,
                    (observed - decoded) / MESSAGES,
                    (forecast - observed) / MESSAGES,
                    sum);
        }
    }
}
