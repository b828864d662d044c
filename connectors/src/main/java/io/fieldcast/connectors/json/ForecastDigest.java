package io.fieldcast.connectors.json;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One number for a set of messages, whatever their order: two runs that made the same forecasts have the same digest. A message
 * more, less, twice or with another byte gives another digest.
 *
 * <p>It is the sum, modulo 2^256, of the messages' SHA-256: an additive multiset hash. It guards against mistakes, not against
 * somebody who crafts messages. Needs 32 bytes, however many messages there are. Confined to one thread.
 *
 * @see <a href="https://doi.org/10.1007/3-540-69053-0_13">Bellare and Micciancio (1997)</a>
 */
public final class ForecastDigest {
    private static final int BYTES = 32;

    private final MessageDigest sha = sha256();
    private final byte[] sum = new byte[BYTES];
    private final byte[] hash = new byte[BYTES];
    private long count;

    /** The digest of {@code messages}, which are left as they were. */
    public static ForecastDigest of(Iterable<byte[]> messages) {
        ForecastDigest digest = new ForecastDigest();
        messages.forEach(digest::add);
        return digest;
    }

    /** Adds one message, left as it was. */
    public void add(byte[] message) {
        sha.update(message);
        try {
            sha.digest(hash, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        plus(hash);
        count++;
    }

    /** Adds what another digest holds; {@code other} is left as it was. */
    public void add(ForecastDigest other) {
        plus(other.sum);
        count += other.count;
    }

    /** Number of messages added. */
    public long count() {
        return count;
    }

    /** The digest so far, 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sum);
    }

    /** The most significant byte comes first, as in the hexadecimal form. */
    private void plus(byte[] number) {
        int carry = 0;
        for (int i = BYTES - 1; i >= 0; i--) {
            carry += (sum[i] & 0xff) + (number[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>>= 8;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
