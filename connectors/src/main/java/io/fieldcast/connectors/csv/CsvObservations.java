package io.fieldcast.connectors.csv;

import io.fieldcast.connectors.intake.Admission;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.DeadLetter;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of observations as a bounded source. A row that cannot be taken in becomes a dead letter with the file's name
 * and the number of its line.
 *
 * <p>The whole file is one split, read in order by one reader. After a restart Flink reads it from the start and drops as many
 * rows as the checkpoint has seen; the clock guard sees them again and so decides the same.
 */
public final class CsvObservations extends SimpleStreamFormat<Incoming> {
    private static final long serialVersionUID = 1;

    private final String source;
    private final CsvLayout layout;
    private final Rules rules;

    private CsvObservations(String source, CsvLayout layout, Rules rules) {
        this.source = source;
        this.layout = layout;
        this.rules = rules;
    }

    /** The bounded source of one file. */
    public static FileSource<Incoming> source(Path file, CsvLayout layout, Rules rules) {
        String name = String.valueOf(file.getFileName());
        return FileSource.forRecordStreamFormat(
                        new CsvObservations(name, layout, rules),
                        new org.apache.flink.core.fs.Path(file.toAbsolutePath().toUri()))
                .build();
    }

    @Override
    public StreamFormat.Reader<Incoming> createReader(Configuration configuration, FSDataInputStream stream)
            throws IOException {
        return new Rows(stream);
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return TypeInformation.of(Incoming.class);
    }

    private final class Rows implements StreamFormat.Reader<Incoming> {
        private final FSDataInputStream stream;
        private final CsvRows rows;
        private final Admission admission = new Admission(rules);
        private final Reading reading = new Reading();

        Rows(FSDataInputStream stream) throws IOException {
            this.stream = stream;
            this.rows = new CsvRows(stream, layout);
        }

        @Override
        public @Nullable Incoming read() throws IOException {
            if (!rows.advance()) {
                return null;
            }
            try {
                rows.read(reading);
                Incoming incoming = admission.admit(reading, 0, Incoming.NO_ARRIVAL);
                return Admission.isUnproven(incoming)
                        ? admission.onProbation(incoming, source, rows.lineNumber(), rows.line(), 0)
                        : incoming;
            } catch (RecordRejected e) {
                DeadLetter letter = new DeadLetter(e.reason(), source, 0, rows.lineNumber());
                return admission.refuse(letter, rows.line(), 0);
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
