package io.fieldcast.connectors.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;

/** How we read and write JSON, and the limits of what we read. */
final class JsonFormat {
    static final int DEEPEST = 64;
    static final int LONGEST_STRING = 64 * 1024;
    static final int LONGEST_NUMBER = 64;

    /**
     * Shared by all, thread-safe. Names are not interned, since strangers choose them. NaN is read as a number, so that its
     * refusal can name the property. Doubles are written in the fewest digits that read back the same, which JDK 17's own
     * method does not always find.
     */
    static final JsonFactory FACTORY = withStringsUpTo(LONGEST_STRING);

    private JsonFormat() {}

    /** The same for messages that carry whole files. */
    static JsonFactory withStringsUpTo(int longest) {
        return new JsonFactoryBuilder()
                .rootValueSeparator((String) null)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(longest)
                        .maxNameLength(LONGEST_STRING)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }
}
