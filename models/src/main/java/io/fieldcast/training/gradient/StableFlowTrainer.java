package io.fieldcast.training.gradient;

/** Trains stable flows on a field. Immutable. */
public final class StableFlowTrainer extends FieldTrainer {
    /** For {@link java.util.ServiceLoader}. */
    public StableFlowTrainer() {
        super(FieldKind.STABLE_FLOW);
    }
}
