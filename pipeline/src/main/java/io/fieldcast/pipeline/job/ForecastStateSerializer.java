package io.fieldcast.pipeline.job;

import io.fieldcast.forecasting.ForecastState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Stores a forecaster's state in its own binary form, which carries its version. */
public final class ForecastStateSerializer extends TypeSerializerSingleton<ForecastState> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isImmutableType() {
        // A cycle makes a new state and leaves the old one as it was.
        return true;
    }

    @Override
    public ForecastState createInstance() {
        throw new IllegalStateException("a forecaster makes its own first state");
    }

    @Override
    public ForecastState copy(ForecastState from) {
        return from;
    }

    @Override
    public ForecastState copy(ForecastState from, ForecastState reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(ForecastState state, DataOutputView target) throws IOException {
        state.write(target);
    }

    @Override
    public ForecastState deserialize(DataInputView source) throws IOException {
        return ForecastState.read(source);
    }

    @Override
    public ForecastState deserialize(ForecastState reuse, DataInputView source) throws IOException {
        return ForecastState.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<ForecastState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The state's own version number tells versions apart, so the serializer has only one. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ForecastState> {
        public Snapshot() {
            super(ForecastStateSerializer::new);
        }
    }
}
