package io.fieldcast.pipeline.cli;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.forecasting.FilterSettings;
import io.fieldcast.forecasting.FilterSettings.Kind;
import io.fieldcast.forecasting.LatePolicy;
import io.fieldcast.observation.Localization;
import io.fieldcast.pipeline.config.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a field's settings of the assimilation mean, and which are known to end badly. Stateless. */
final class FilterNotes {
    /** Below it, parameters learn slowly and spreads are noisy whatever the filter. */
    private static final int FEW_MEMBERS = 20;

    /** Without localisation, so many members are the least that stayed with a chaotic truth in the published comparisons. */
    private static final int FEW_GLOBAL_MEMBERS = 24;

    /** With perturbed observations the same takes more. */
    private static final int FEW_PERTURBED_MEMBERS = 40;

    /** A background check this narrow turns good reports away until the forecast has lost the truth. */
    private static final double NARROW_CHECK = 3;

    private FilterNotes() {}

    /** Lines for a person, each a subject and what is in force. */
    static List<String> explain(FieldSettings settings) {
        FilterSettings filter = settings.filter();
        List<String> lines = new ArrayList<>();
        lines.add(line("filter      %s, %d members%s", name(filter.kind()), filter.members(), threads(filter)));
        lines.add("localised   " + localisation(settings));
        lines.add("inflation   " + inflation(filter));
        if (filter.staticShare() > 0) {
            lines.add(line("covariance  %.2g of it static, from climatology", filter.staticShare()));
        }
        if (filter.mergeWithin() > 0) {
            double cell = filter.mergeWithin() * settings.network().radius();
            lines.add(line("merged      reports within cells of %.4g", cell));
        }
        lines.add(line(
                "quality     repeated values, drifting sensors, and reports beyond %.3g deviations; error variances %s",
                settings.quality().outlier(), settings.quality().learnErrors() ? "learned per station" : "as stated"));
        lines.add("late        " + late(settings));
        return lines;
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case ETKF -> "global ensemble transform Kalman filter";
            case LETKF -> "local ensemble transform Kalman filter";
            case LOCAL_SERIAL -> "local serial ensemble square root filter";
            case DENKF -> "local deterministic ensemble Kalman filter";
            case STOCHASTIC -> "local ensemble Kalman filter with perturbed observations";
            case FINITE_SIZE -> "local finite-size filter EnKF-N";
        };
    }

    private static String threads(FilterSettings filter) {
        return filter.threads() == 1 ? "" : ", " + filter.threads() + " threads";
    }

    private static String localisation(FieldSettings settings) {
        FilterSettings filter = settings.filter();
        if (filter.kind() == Kind.ETKF) {
            return "not: every report counts everywhere";
        }
        String source = filter.radius() == FilterSettings.FROM_DENSITY
                ? ", from the network's density"
                : line(", %.4g network radii", filter.radius());
        String most = filter.most() == Localization.ALL ? "" : line("; at most %d reports a place", filter.most());
        return line("half-support %.4g%s%s", filter.halfSupport(settings.network()), source, most);
    }

    private static String inflation(FilterSettings filter) {
        if (!filter.adaptive().equals(AdaptiveInflation.NONE)) {
            return line(
                    "adaptive, the factor on the prior covariance within %.3g to %.3g",
                    filter.adaptive().least(), filter.adaptive().most());
        }
        if (filter.inflation() instanceof Inflation.Multiplicative factor) {
            return line("anomalies times %.4g", factor.factor());
        }
        if (filter.inflation() instanceof Inflation.PriorPerturbations relaxed) {
            return line("relaxed to %.3g of the prior perturbations", relaxed.alpha());
        }
        if (filter.inflation() instanceof Inflation.PriorSpread relaxed) {
            return line("relaxed to %.3g of the prior spread", relaxed.alpha());
        }
        return filter.kind() == Kind.FINITE_SIZE ? "the filter's own" : "none";
    }

    private static String late(FieldSettings settings) {
        FieldSettings.Late late = settings.late();
        String within = Durations.format(settings.step().multipliedBy(late.steps()));
        return switch (late.policy()) {
            case DROP -> "dropped, with a verdict";
            case CARRY -> "taken in up to " + within + " after their time, against what was expected then";
            case REPLAY -> "up to " + within + " after their time the cycles since are run again";
        };
    }

    /** Settings known to diverge, or to cost more than they give. */
    static List<String> warnings(FieldSettings settings) {
        FilterSettings filter = settings.filter();
        List<String> warnings = new ArrayList<>();
        int members = filter.members();
        if (filter.kind() == Kind.ETKF && members < FEW_GLOBAL_MEMBERS) {
            warnings.add(line(
                    "filter.members %d without localisation: such filters lose a chaotic truth sooner or later; "
                            + "take 32 or more, or filter.kind local-serial",
                    members));
        } else if (filter.kind() == Kind.STOCHASTIC && members < FEW_PERTURBED_MEMBERS) {
            warnings.add(line(
                    "filter.members %d with perturbed observations: take 40 or more, or filter.kind local-serial",
                    members));
        } else if (members < FEW_MEMBERS) {
            warnings.add(line(
                    "filter.members %d is few: spreads will be noisy, and parameters learn slowly; 32 to 64 is usual",
                    members));
        }
        boolean widened = !filter.adaptive().equals(AdaptiveInflation.NONE)
                || !(filter.inflation() instanceof Inflation.None)
                || filter.kind() == Kind.FINITE_SIZE;
        if (!widened && filter.staticShare() == 0) {
            warnings.add("filter.inflation none: without any, spread shrinks until observations are ignored; "
                    + "leave it at adaptive");
        }
        if (filter.inflation() instanceof Inflation.PriorSpread relaxed && relaxed.alpha() > 1) {
            warnings.add(line(
                    "filter.inflation.factor %.3g relaxes beyond the prior's spread: it can run away",
                    relaxed.alpha()));
        }
        if (!filter.adaptive().equals(AdaptiveInflation.NONE) && filter.staticShare() > 0) {
            warnings.add(
                    "filter.inflation adaptive with a static share: it learns from the members alone and will be too large");
        }
        if (settings.quality().outlier() < NARROW_CHECK) {
            warnings.add(line(
                    "quality.outlier %.3g: so narrow a check turns good reports away until the forecast is lost; 4 is usual",
                    settings.quality().outlier()));
        }
        if (settings.late().policy() == LatePolicy.REPLAY) {
            warnings.add("late.policy replay runs several cycles for each in which something late comes, and keeps "
                    + settings.late().steps() + " whole states in every checkpoint");
        }
        return warnings;
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
