package io.fieldcast.store;

import io.fieldcast.domain.Check;
import io.fieldcast.store.RefusedFile.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What stands around the content of every file: eight letters that name the format, its version, the length of the whole file, the
 * content, and the SHA-256 of all before it. The same for every version of every format, so that a damaged file is told from a newer one.
 * Immutable.
 *
 * @param magic eight letters
 * @param version of the content that is written, and the latest that is read
 * @param what such a file is, for messages, with its article
 * @param remedy what to do without it, for messages
 */
record Seal(String magic, int version, String what, String remedy) {
    private static final int CHECKSUM = 32;
    private static final int HEAD = 8 + Integer.BYTES + Long.BYTES;

    /** No model comes near it; a longer file is not worth reading into memory. */
    private static final long LARGEST = 1L << 30;

    Seal {
        Check.that(magic.length() == 8, "magic must have eight letters");
    }

    /** What a sealed file holds. */
    record Opened(int version, ByteBuffer content, String checksum) {}

    /** The bytes of a file around {@code content}. */
    byte[] close(byte[] content) {
        int length = HEAD + content.length + CHECKSUM;
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(magic.getBytes(StandardCharsets.US_ASCII));
        file.putInt(version).putLong(length).put(content);
        file.put(sha256(file.array(), length - CHECKSUM));
        return file.array();
    }

    /**
     * Checks a file and gives its content.
     *
     * @param name how messages call it
     */
    Opened open(byte[] file, String name) throws RefusedFile {
        byte[] letters = magic.getBytes(StandardCharsets.US_ASCII);
        int known = Math.min(letters.length, file.length);
        if (file.length == 0 || !Arrays.equals(letters, 0, known, file, 0, known)) {
            throw refuse(Reason.FOREIGN, name, "is not " + what);
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long length = file.length < HEAD ? HEAD : buffer.getLong(letters.length + Integer.BYTES);
        if (file.length < length || file.length < HEAD + CHECKSUM) {
            throw refuse(Reason.TRUNCATED, name, "has only " + file.length + " bytes, expected " + length);
        }
        byte[] checksum = sha256(file, file.length - CHECKSUM);
        if (!Arrays.equals(checksum, 0, CHECKSUM, file, file.length - CHECKSUM, file.length)) {
            throw refuse(Reason.DAMAGED, name, "is damaged: its SHA-256 is not the one written in it");
        }
        int found = buffer.getInt(letters.length);
        if (found > version) {
            throw refuse(
                    Reason.NEWER,
                    name,
                    "has version " + found + ", this release reads up to " + version
                            + "; use the release that wrote it");
        }
        buffer.limit(file.length - CHECKSUM).position(HEAD);
        return new Opened(
                found,
                buffer.slice().order(ByteOrder.LITTLE_ENDIAN),
                HexFormat.of().formatHex(checksum));
    }

    /** As {@link #open(byte[], String)}, from disk. */
    Opened open(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (Files.size(file) > LARGEST) {
            throw refuse(Reason.FOREIGN, name, "is not " + what + ": it is larger than any");
        }
        return open(Files.readAllBytes(file), name);
    }

    /** Writes a file so that whoever looks finds the old one or the new one, never half of it. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, bytes);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    RefusedFile refuse(Reason reason, String name, String found) {
        return new RefusedFile(reason, name + " " + found + "; " + remedy);
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
