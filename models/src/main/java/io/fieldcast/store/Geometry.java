package io.fieldcast.store;

import io.fieldcast.geometry.Representation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells representations apart. */
final class Geometry {
    private static final int SHOWN = 8;

    private Geometry() {}

    /** A short hash of where the rows sit. */
    static String digest(Representation representation) {
        ByteBuffer places = ByteBuffer.allocate(2 * Double.BYTES * representation.size());
        for (int row = 0; row < representation.size(); row++) {
            places.putDouble(representation.x(row)).putDouble(representation.y(row));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(places.array());
            return HexFormat.of().formatHex(digest, 0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
