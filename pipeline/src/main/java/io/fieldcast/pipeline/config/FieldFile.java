package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.fieldcast.connectors.csv.CsvLayout;
import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.inversion.ParameterTrainer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field as its file describes it, checked and complete. Immutable.
 *
 * @param settings what decides its forecasts
 * @param title what a report calls it
 * @param quantity what is measured
 * @param unit of the measured values
 * @param geographic whether stations are given by longitude and latitude
 * @param data recorded observations, for replay and backtest; empty for a field that only lives on a stream
 * @param stream how its stream is read
 * @param kafka where its topics are
 * @param scoring which forecasts a backtest scores
 * @param training how its dynamics are trained
 * @param effective everything in force, defaults included, as the file would say it
 * @param model kind of its dynamics, with the beginning of the checksum of their model where they have one
 * @param hash of what decides the forecasts; the same for equal settings
 * @param changeable what of it can change while its job runs
 */
public record FieldFile(
        FieldSettings settings,
        String title,
        String quantity,
        String unit,
        boolean geographic,
        Optional<Data> data,
        Stream stream,
        Kafka kafka,
        Scoring scoring,
        Training training,
        JsonNode effective,
        String model,
        String hash,
        Changeable changeable) {

    /** Unit of the scores; empty where the field names none. */
    public String scoredUnit() {
        return scoring.transformed() ? settings.transform().unit(unit) : unit;
    }

    /** The same field with all learning stopped at {@code moment}. */
    public FieldFile learningUntil(Instant moment) {
        return new FieldFile(
                settings.learningUntil(moment),
                title,
                quantity,
                unit,
                geographic,
                data,
                stream,
                kafka,
                scoring,
                training,
                effective,
                model,
                hash,
                changeable.learningUntil(moment));
    }

    /** The same field with its topics at another broker. */
    public FieldFile at(String bootstrap) {
        return with(new Kafka(bootstrap, kafka.prefix(), kafka.group(), kafka.exactlyOnce(), kafka.properties()));
    }

    /** The same field with other topics. */
    public FieldFile with(Kafka other) {
        return new FieldFile(
                settings,
                title,
                quantity,
                unit,
                geographic,
                data,
                stream,
                other,
                scoring,
                training,
                effective,
                model,
                hash,
                changeable);
    }

    public String name() {
        return settings.name();
    }

    /** Who trains these dynamics; nobody where they need a trained model and no trainer of theirs is on the class path. */
    public static Optional<Trainer> trainer(Dynamics dynamics) {
        Trainer own = Trainer.kinds().get(dynamics.name());
        if (own != null) {
            return Optional.of(own);
        }
        return dynamics.trained() ? Optional.empty() : Optional.of(new ParameterTrainer(dynamics.name()));
    }

    /**
     * A file of recorded observations.
     *
     * @param layout how its columns are called
     * @param excluded stations in it that the network leaves out on purpose
     */
    public record Data(Path observations, CsvLayout layout, List<String> excluded) {}

    /**
     * How the stream is read.
     *
     * @param lateness how long after a younger observation an older one may arrive
     * @param idle after how long a silent partition stops holding the others back
     * @param leap times further than this from the stream are not believed
     * @param checkpoint time between two checkpoints; forecasts become readable with each
     * @param parallelism of the job
     */
    public record Stream(Duration lateness, Duration idle, Duration leap, Duration checkpoint, int parallelism) {}

    /**
     * Where the topics are.
     *
     * @param prefix of the topics' names
     * @param group of the consumer, and prefix of the transactions
     * @param exactlyOnce whether readers that read committed see each forecast once; otherwise at least once, and sooner
     * @param properties further settings of every client
     */
    public record Kafka(
            String bootstrap, String prefix, String group, boolean exactlyOnce, Map<String, String> properties) {}

    /**
     * What a backtest scores and on which scale.
     *
     * @param from first moment forecasts are scored for; empty for the middle of the data
     * @param to end of it, exclusive; empty for the end of the data
     * @param skipDays days of the year, as {@code MM-dd}, that are left out of the data altogether
     * @param transformed whether scores are on the scale on which the field is modelled
     */
    public record Scoring(Optional<Instant> from, Optional<Instant> to, List<String> skipDays, boolean transformed) {}

    /**
     * How the dynamics are trained.
     *
     * @param model where the file says their model lies; empty where it does not say
     * @param settings a number for each setting of the trainer
     * @param holdOut share of the training's time, its end, that is not fitted but decides when to stop
     * @param from first moment to train on; empty for the beginning of the data
     * @param to end of it, exclusive; empty for where scoring begins
     */
    public record Training(
            Optional<Path> model, Choices settings, double holdOut, Optional<Instant> from, Optional<Instant> to) {}
}
