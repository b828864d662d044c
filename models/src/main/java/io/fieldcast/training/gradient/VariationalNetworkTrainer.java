package io.fieldcast.training.gradient;

/** Trains variational networks on a field. Immutable. */
public final class VariationalNetworkTrainer extends FieldTrainer {
    /** For {@link java.util.ServiceLoader}. */
    public VariationalNetworkTrainer() {
        super(FieldKind.VARIATIONAL);
    }
}
