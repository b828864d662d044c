package io.fieldcast.tests;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Tuned;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.RepresentationSpec;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Representation;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.store.ModelFile;
import io.fieldcast.store.Training;
import java.util.List;
import java.util.Map;

/** Model files for the dynamics of {@link WindDays}, as a training would write them, good ones and bad ones. */
final class WindModels {
    private WindModels() {}

    /** One whose parameters start so far from the first guess, in the prior's standard deviations. */
    static ModelFile shifted(FieldFile field, double by) {
        return of(field, field.settings().representation(), by);
    }

    /** One trained on another representation of the same network. */
    static ModelFile ofAnotherDimension(FieldFile field) {
        return of(field, new RepresentationSpec.Cells(8, 0.2), 0);
    }

    private static ModelFile of(FieldFile field, RepresentationSpec representation, double by) {
        FieldSettings settings = field.settings();
        Network network = settings.network();
        Representation rows = representation.build(network);
        Propagator propagator = settings.dynamics().build(rows, network.radius());
        List<Parameter> parameters = propagator.parameters();
        double[] means = parameters.stream()
                .mapToDouble(parameter -> parameter.mean() + by * parameter.sd())
                .toArray();
        double[] deviations = parameters.stream().mapToDouble(Parameter::sd).toArray();
        Training training = Training.on(
                field.name(),
                rows,
                settings.step(),
                WindDays.FIRST,
                WindDays.FIRST.plus(WindDays.STEP),
                "0".repeat(64),
                "test");
        return ModelFile.of(
                Tuned.model(settings.dynamics().kind(), parameters, means, deviations),
                propagator.claims(),
                training,
                Map.of());
    }
}
