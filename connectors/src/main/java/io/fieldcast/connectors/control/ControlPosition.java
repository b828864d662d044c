package io.fieldcast.connectors.control;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * How far the control topic has been read: the one split of its source. Immutable.
 *
 * @param next offset of the next record, by partition; partitions that are missing are read from their beginning
 */
record ControlPosition(Map<Integer, Long> next) implements SourceSplit {
    static final SimpleVersionedSerializer<ControlPosition> SERIALIZER = new Serializer();

    ControlPosition {
        next = Map.copyOf(next);
    }

    static ControlPosition beginning() {
        return new ControlPosition(Map.of());
    }

    @Override
    public String splitId() {
        return "control";
    }

    private static final class Serializer implements SimpleVersionedSerializer<ControlPosition> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(ControlPosition position) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(position.next.size());
            for (Map.Entry<Integer, Long> entry : new TreeMap<>(position.next).entrySet()) {
                out.writeInt(entry.getKey());
                out.writeLong(entry.getValue());
            }
            return bytes.toByteArray();
        }

        @Override
        public ControlPosition deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "position in the control topic of version " + version + ", this program reads " + VERSION);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            Map<Integer, Long> next = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                next.put(in.readInt(), in.readLong());
            }
            return new ControlPosition(next);
        }
    }
}
