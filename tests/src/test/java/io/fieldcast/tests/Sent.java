package io.fieldcast.tests;

import io.fieldcast.connectors.json.DeadLetterMessage;
import io.fieldcast.connectors.json.ForecastDigest;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything a job sent out, by topic. */
final class Sent {
    private final Map<Topic, List<byte[]>> messages = new EnumMap<>(Topic.class);

    private Sent() {
        for (Topic topic : Topic.values()) {
            messages.put(topic, new ArrayList<>());
        }
    }

    static Sent of(Iterable<Outgoing> outgoing) {
        Sent sent = new Sent();
        outgoing.forEach(message -> sent.list(message.topic).add(message.value));
        return sent;
    }

    /** What readers of committed records find in Kafka now. */
    static Sent in(String bootstrap, TopicNames topics) {
        Sent sent = new Sent();
        for (Topic topic : Topic.values()) {
            if (topic != Topic.OBSERVATIONS && topic != Topic.CONTROL) {
                TopicReader.readAll(bootstrap, topics.of(topic))
                        .forEach(message -> sent.list(topic).add(message.value()));
            }
        }
        return sent;
    }

    List<Forecast> forecasts() {
        return list(Topic.FORECASTS).stream().map(JsonReader::forecast).toList();
    }

    /** What became of each change, in the order in which it was said. */
    List<ChangeReport> changes() {
        return list(Topic.CHANGES).stream().map(JsonReader::change).toList();
    }

    /** Where the forecasts of each cycle come from: one word for all of them, or this fails. */
    Map<Instant, String> provenances() {
        Map<Instant, String> provenances = new TreeMap<>();
        for (byte[] message : list(Topic.FORECASTS)) {
            String provenance = JsonReader.provenance(message);
            String other = provenances.putIfAbsent(JsonReader.forecast(message).issuedAt(), provenance);
            Check.that(other == null || other.equals(provenance), "one cycle has two provenances");
        }
        return provenances;
    }

    /** The digest of all forecasts, with their number. */
    String digest() {
        return digest(forecast -> true);
    }

    /** The digest of the forecasts issued up to a moment, with their number. */
    String digestUntil(Instant last) {
        return digest(forecast -> !forecast.issuedAt().isAfter(last));
    }

    /** The digest of the forecasts issued after one moment and up to another, with their number. */
    String digestBetween(Instant after, Instant last) {
        return digest(forecast ->
                forecast.issuedAt().isAfter(after) && !forecast.issuedAt().isAfter(last));
    }

    /** The digest of one field's forecasts, with their number. */
    String digestOf(String field) {
        return digest(forecast -> forecast.field().equals(field));
    }

    private String digest(Predicate<Forecast> which) {
        ForecastDigest digest = new ForecastDigest();
        for (byte[] message : list(Topic.FORECASTS)) {
            if (which.test(JsonReader.forecast(message))) {
                digest.add(message);
            }
        }
        return digest.count() + " forecasts " + digest.hex();
    }

    List<Quality> quality(QcCode code) {
        return list(Topic.QUALITY).stream()
                .map(JsonReader::quality)
                .filter(quality -> quality.code() == code)
                .toList();
    }

    List<Diagnostics> diagnostics() {
        return list(Topic.DIAGNOSTICS).stream().map(JsonReader::diagnostics).toList();
    }

    List<DeadLetterMessage> letters() {
        return list(Topic.DEAD_LETTERS).stream().map(JsonReader::deadLetter).toList();
    }

    private List<byte[]> list(Topic topic) {
        return messages.getOrDefault(topic, List.of());
    }
}
