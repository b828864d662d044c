package io.fieldcast.pipeline.job;

import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.Forecaster;
import java.io.Serializable;

/** Makes what runs a field's cycles, on the worker that runs them. */
@FunctionalInterface
public interface Engine extends Serializable {
    /** The product. */
    Engine FORECASTER = Forecaster::new;

    CycleModel start(FieldSettings settings);
}
