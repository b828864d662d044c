package io.fieldcast.connectors.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into lines of bytes and counts them. Works on bytes, so that a dead letter holds exactly what the file holds.
 * Confined to one thread.
 */
final class LineReader {
    private final InputStream in;
    private final byte[] block = new byte[64 * 1024];
    private byte[] line = new byte[256];
    private int from;
    private int to;
    private long number;

    /** @param in read in large blocks; closed by its owner */
    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or nothing after the last; a copy. A last line without an end counts if it is not empty. */
    Optional<byte[]> next() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, in.read(block));
                if (to == 0) {
                    break;
                }
            }
            any = true;
            int end = from;
            while (end < to && block[end] != '\n') {
                end++;
            }
            if (line.length < length + end - from) {
                line = Arrays.copyOf(line, Math.max(2 * line.length, length + end - from));
            }
            System.arraycopy(block, from, line, length, end - from);
            length += end - from;
            boolean complete = end < to;
            from = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return Optional.of(Arrays.copyOf(line, length));
    }

    /** Number of the line read last, from 1. */
    long number() {
        return number;
    }
}
