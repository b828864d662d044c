package io.fieldcast.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvObservationsTest {
    private static final Rules RULES =
            Rules.of(Networks.of(Map.of("wind", List.of("A", "B")))).withDefaultField("wind");

    @TempDir
    Path directory;

    @Test
    void readsRowsByTheNamesOfTheirColumns() throws Exception {
        List<String> read = rows(
                "\uFEFFvalue,note,station,time\r\n1.5,\"a, \"\"b\"\"\",A,1961-01-01T00:00:00Z\r\n\r\n2,,B,-5\n",
                CsvLayout.DEFAULT.withScale(2));
        assertThat(read).containsExactly("2: A -283996800000 3.0", "4: B -5 4.0");
    }

    @Test
    void refusesBadRowsOneByOne() throws Exception {
        List<String> read = rows("""
                time,station,value
                0,A,NaN
                0,A,0x1p3
                0,A,
                0,A,1e400
                noon,A,1
                0,A
                0,"A,1
                0,A\u00e9,1
                0,A,1
                """, CsvLayout.DEFAULT);
        assertThat(read)
                .containsExactly(
                        "2: value: expected a finite number, got \"NaN\"",
                        "3: value: expected a finite number, got \"0x1p3\"",
                        "4: value: expected a finite number, got \"\"",
                        "5: value: expected a finite number, got \"1e400\"",
                        "6: time: expected ISO-8601 with an offset or epoch milliseconds, got \"noon\"",
                        "7: value: missing, the row has 2 of 3 cells",
                        read.get(6),
                        "9: station: expected 1 to 128 of A-Z a-z 0-9 . _ : -, got \"A\u00e9\"",
                        "10: A 0 1.0");
        assertThat(read.get(6)).startsWith("8: row: not CSV");
    }

    @Test
    void namesTheMissingColumn() {
        assertThatThrownBy(() -> rows("time,station\n", CsvLayout.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessage("column value: missing, the header has [time, station]");
        assertThatThrownBy(() -> rows("", CsvLayout.DEFAULT)).hasMessage("the file is empty, expected a header line");
    }

    @Test
    void readsLinesLongerThanItsBlocks() throws Exception {
        String padding = "x".repeat(200_000);
        assertThat(rows("time,station,value,note\n0,A,1," + padding + "\n1,B,2,y", CsvLayout.DEFAULT))
                .containsExactly("2: A 0 1.0", "3: B 1 2.0");
    }

    @Test
    void isABoundedSourceWithDeadLetters() throws Exception {
        Path file = directory.resolve("wind.csv");
        StringBuilder text = new StringBuilder("time,station,value\n");
        for (int day = 0; day < 500; day++) {
            text.append(Instant.EPOCH.plus(Duration.ofDays(day)))
                    .append(",A,")
                    .append(day)
                    .append('\n');
        }
        text.append("1970-01-02T00:00:00Z,Z,3\n");
        Files.writeString(file, text);

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(2);
        List<Incoming> read = env.fromSource(
                        CsvObservations.source(file, CsvLayout.DEFAULT, RULES),
                        WatermarkStrategy.noWatermarks(),
                        "observations")
                .uid("observations")
                .executeAndCollect(1000);
        assertThat(read).hasSize(501);
        for (int day = 0; day < 500; day++) {
            assertThat(read.get(day).toObservation())
                    .isEqualTo(new Observation("wind", "A", Instant.EPOCH.plus(Duration.ofDays(day)), day));
        }
        assertThat(JsonReader.deadLetter(read.get(500).deadLetter().value).letter())
                .hasToString(
                        "DeadLetter[reason=station: Z is not in network wind, source=wind.csv, partition=0, offset=502]");
    }

    @Test
    void readsStations() throws IOException {
        Path file = directory.resolve("stations.csv");
        Files.writeString(file, "id,lon,lat,name\nVAL,-10.25,51.93333,\"Valentia, Kerry\"\nBEL,-10,54.2,Belmullet\n");
        assertThat(StationFile.read(file))
                .containsExactly(new Station("VAL", -10.25, 51.93333), new Station("BEL", -10, 54.2));
        Files.writeString(file, "y,x,id\n4,300,A\n");
        assertThat(StationFile.read(file)).containsExactly(new Station("A", 300, 4));
    }

    @Test
    void saysWhichStationIsWrong() throws IOException {
        Path file = directory.resolve("stations.csv");
        Files.writeString(file, "id,lon,lat\nVAL,-10,51\nVAL,-10,51\n");
        assertThatThrownBy(() -> StationFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": line 3: id: VAL is given twice");
        Files.writeString(file, "id,lon,lat\nVAL,-10,91\n");
        assertThatThrownBy(() -> StationFile.read(file))
                .hasMessageContaining("line 2: lat: expected a finite number of at most 90 degrees, got \"91\"");
        Files.writeString(file, "id,lon,lat\n");
        assertThatThrownBy(() -> StationFile.read(file)).hasMessageContaining("expected at least one station");
    }

    private static List<String> rows(String text, CsvLayout layout) throws IOException {
        CsvRows rows = new CsvRows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), layout);
        Reading reading = new Reading();
        List<String> read = new ArrayList<>();
        while (rows.advance()) {
            try {
                rows.read(reading);
                read.add(rows.lineNumber() + ": " + reading.station + " " + reading.time + " " + reading.value);
            } catch (RecordRejected e) {
                read.add(rows.lineNumber() + ": " + e.reason());
            }
        }
        return read;
    }
}
