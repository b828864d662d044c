package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.domain.Station;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells configurations apart. */
final class Hash {
    private static final int SHOWN = 8;

    private Hash() {}

    /** A short hash of all that decides a field's forecasts. */
    static String of(ObjectNode deciding, List<Station> places) {
        String text = deciding.toString() + places;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
