package io.fieldcast.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change gives what the field's file would give if it said the same. */
class ChangeableTest {
    private static final String YAML = """
            field: wind
            network: {stations: bundled:irish-wind/stations.csv}
            step: 1h
            dynamics: {kind: ide, gain: 0.7}
            filter: {members: 8, inflation: {kind: rtps}}
            """;
    private static final FieldFile FILE = file(YAML);

    private static FieldFile file(String yaml) {
        return FieldFileReader.read("test", yaml, Path.of(""));
    }

    @Test
    void nothingChangedIsTheFileItself() {
        for (String nothing : new String[] {"", "{}", "{\"dynamics\":{}}"}) {
            Changeable.Configuration same = FILE.changeable().with(nothing, Optional.empty());
            assertThat(same.hash()).isEqualTo(FILE.hash());
            assertThat(same.model()).isEqualTo(FILE.model()).isEqualTo("ide");
            assertThat(same.settings()).isEqualTo(FILE.settings());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"dynamics\":{\"gain\":0.9}}|gain: 0.7|gain: 0.9",
                "{\"dynamics\":{\"gain\":null}}|, gain: 0.7|''",
                "{\"dynamics\":{\"kind\":\"composition\"}}|kind: ide, gain: 0.7|kind: composition",
                "{\"filter\":{\"members\":12}}|members: 8|members: 12",
                "{\"filter\":{\"inflation\":{\"factor\":0.5}}}|kind: rtps|kind: rtps, factor: 0.5",
                "{\"filter\":{\"kind\":\"letkf\",\"inflation\":null}}|'members: 8, inflation: {kind: rtps}'|'members: 8, kind: letkf'",
                "{\"quality\":{\"outlier\":3}}|step: 1h|'quality: {outlier: 3}\nstep: 1h'"
            })
    void isWhatTheFileWouldSay(String change, String said, String saying) {
        String text = YAML.replace(said, saying.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(YAML);
        FieldFile changed = file(text);
        Changeable.Configuration configuration = FILE.changeable().with(change, Optional.empty());
        assertThat(configuration.settings().dynamics())
                .isEqualTo(changed.settings().dynamics());
        assertThat(configuration.settings().filter())
                .isEqualTo(changed.settings().filter());
        assertThat(configuration.settings().quality())
                .isEqualTo(changed.settings().quality());
        assertThat(configuration.model()).isEqualTo(changed.model());
        assertThat(configuration.hash()).isEqualTo(changed.hash()).isNotEqualTo(FILE.hash());
    }

    @Test
    void allProblemsComeAtOnceByTheirKeys() {
        String change = "{\"step\":\"2h\",\"filter\":{\"members\":1,\"mebmers\":3},"
                + "\"dynamics\":{\"gain\":7,\"model\":\"file.fcm\"},\"noise\":5}";
        BadConfiguration bad = catchThrowableOfType(
                BadConfiguration.class, () -> FILE.changeable().with(change, Optional.empty()));
        assertThat(bad.problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "step", "filter.members", "filter.mebmers", "dynamics.gain", "dynamics.model", "noise");
    }

    @Test
    void dynamicsThatNeedAModelSayThatItIsMissing() {
        BadConfiguration bad = catchThrowableOfType(
                BadConfiguration.class,
                () -> FILE.changeable().with("{\"dynamics\":{\"kind\":\"hamiltonian-network\"}}", Optional.empty()));
        assertThat(bad.problems()).singleElement().asString().startsWith("dynamics.model: expected a model");
    }

    @Test
    void saysTheSameOnAnotherMachine() throws Exception {
        String change = "{\"dynamics\":{\"gain\":0.9}}";
        Changeable there = InstantiationUtil.clone(FILE.changeable());
        assertThat(there.with(change, Optional.empty()).hash())
                .isEqualTo(FILE.changeable().with(change, Optional.empty()).hash())
                .isNotEqualTo(FILE.hash());
    }
}
