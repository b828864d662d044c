package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.forecasting.CycleModel;
import io.fieldcast.forecasting.LatePolicy;
import io.fieldcast.monitoring.DeadLetterCounters;

/**
 * What a field needs besides its state; built on first use, since building costs more than a cycle.
 *
 * @param job the field as it is in force
 * @param model built of it
 * @param messages name where forecasts come from, hence go with the job
 */
record RunningField(
        FieldJob job,
        CycleModel model,
        JsonMessages messages,
        MeterBridge meters,
        DeadLetterCounters letters,
        Arrivals arrivals,
        Completion completion) {

    /** The same field under another configuration. */
    RunningField with(FieldJob changed, CycleModel built) {
        return new RunningField(
                changed, built, new JsonMessages(changed.provenance()), meters, letters, arrivals, completion);
    }

    long leapMillis() {
        return job.leap().toMillis();
    }

    boolean rewinds() {
        return job.settings().late().policy() == LatePolicy.REPLAY;
    }

    int keptSteps() {
        return job.settings().late().steps();
    }
}
