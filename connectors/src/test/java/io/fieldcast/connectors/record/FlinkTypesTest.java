package io.fieldcast.connectors.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FlinkTypesTest {
    @Test
    void recordsTravelWithoutKryo() throws IOException {
        Outgoing letter = new Outgoing(Topic.DEAD_LETTERS, "t/0", -5, new byte[] {1, 2, 3});
        Outgoing back = copy(letter, Outgoing.class);
        assertThat(back).isEqualTo(letter).hasSameHashCodeAs(letter);

        Incoming refused = copy(Incoming.refused(letter, "time: odd"), Incoming.class);
        assertThat(refused.isDeadLetter()).isTrue();
        assertThat(refused.deadLetter()).isEqualTo(letter);
        assertThat(refused.watermarkTime).isEqualTo(Incoming.NO_WATERMARK);

        assertThat(refused.reason).isEqualTo("time: odd");

        Incoming good = Incoming.observation("f", "s", 5, 1.5, 4, 0).at(6);
        assertThat(copy(good, Incoming.class)).usingRecursiveComparison().isEqualTo(good);
        assertThat(good.isDeadLetter()).isFalse();
    }

    private static <T> T copy(T value, Class<T> type) throws IOException {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeInformation<T> information = TypeInformation.of(type);
        assertThat(information).isInstanceOf(PojoTypeInfo.class);
        TypeSerializer<T> serializer = information.createSerializer(config);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
