package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which fields a command is about. */
final class FieldOptions {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FIELD.yaml",
            description = "The field's file; bundled:irish-wind/field.yaml comes with Fieldcast.")
    private List<String> files = new ArrayList<>();

    /** Reads all files. */
    List<FieldFile> read() throws IOException {
        List<FieldFile> fields = new ArrayList<>();
        for (String file : files) {
            fields.add(FieldFileReader.read(file));
        }
        return fields;
    }

    /** Reads the one file that a command for a single field wants. */
    FieldFile readOne() throws IOException {
        if (files.size() != 1) {
            throw new IOException("this command takes one field, got " + files.size() + " files");
        }
        return FieldFileReader.read(files.get(0));
    }

    /** As {@link #readOne}, for a training: the model that the file names is still to be made. */
    FieldFile readOneForTraining() throws IOException {
        if (files.size() != 1) {
            throw new IOException("this command takes one field, got " + files.size() + " files");
        }
        return FieldFileReader.readForTraining(files.get(0));
    }

    /** The scale of a field's scores, for a sentence that ends in "in". */
    static String scale(FieldFile field) {
        return field.scoredUnit().isEmpty() ? "the field's own unit" : field.scoredUnit();
    }

    /** The configuration in force, as YAML. */
    static String effective(FieldFile field) throws IOException {
        return YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .build()
                .writeValueAsString(field.effective());
    }
}
