package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Control;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.pipeline.config.BadConfiguration;
import io.fieldcast.store.ModelFile;
import io.fieldcast.store.RefusedFile;
import java.util.Optional;

/** From a field's job and a change that somebody sent to the job as it is with the change, or to the reason why not. */
public final class ChangedJob {
    private static final String MODEL_KEY = "dynamics.model:";

    private ChangedJob() {}

    /**
     * The job with a change, whatever other changes there are.
     *
     * @param base the job as its file describes it
     * @param change not a rollback
     */
    public static FieldJob of(FieldJob base, Control change) throws ChangeRefused {
        Optional<ModelFile> model = model(change);
        try {
            return base.with(base.changeable().with(change.settings, model));
        } catch (BadConfiguration e) {
            boolean misfit = e.problems().stream().anyMatch(problem -> problem.startsWith(MODEL_KEY));
            ChangeCode code = misfit ? ChangeCode.MISMATCH : ChangeCode.SETTINGS;
            throw new ChangeRefused(code, String.join("; ", e.problems()));
        } catch (IllegalArgumentException e) {
            throw new ChangeRefused(ChangeCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<ModelFile> model(Control change) throws ChangeRefused {
        if (change.model.length == 0) {
            return Optional.empty();
        }
        ModelFile file;
        try {
            file = ModelFile.read(change.model, "the model");
        } catch (RefusedFile e) {
            throw new ChangeRefused(code(e.reason()), String.valueOf(e.getMessage()));
        }
        if (!file.checksum().equals(change.checksum)) {
            throw new ChangeRefused(
                    ChangeCode.CHECKSUM,
                    "the model has the SHA-256 " + file.checksum() + ", expected " + change.checksum);
        }
        if (!file.model().isFinite()) {
            throw new ChangeRefused(
                    ChangeCode.NOT_FINITE, "the model holds numbers that are not finite; train it again");
        }
        return Optional.of(file);
    }

    private static ChangeCode code(RefusedFile.Reason reason) {
        return switch (reason) {
            case TRUNCATED -> ChangeCode.TRUNCATED;
            case FOREIGN, DAMAGED -> ChangeCode.DAMAGED;
            case NEWER, MISMATCH -> ChangeCode.MISMATCH;
        };
    }
}
