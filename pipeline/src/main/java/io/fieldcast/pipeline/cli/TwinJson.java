package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.verification.twin.Figure;
import io.fieldcast.verification.twin.Target;
import io.fieldcast.verification.twin.TwinCase;
import io.fieldcast.verification.twin.TwinResult;

/** What a twin experiment reached, as a JSON object. */
final class TwinJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TwinJson() {}

    /** The figures by which a method is known first, then every other by its own key, and what is asked of each. */
    static String row(TwinCase some, TwinResult result) {
        ObjectNode object = MAPPER.createObjectNode();
        object.put("case", some.name());
        object.put("method", result.row().method());
        put(object, "rmseA", result.mean(Figure.RMSE_A));
        put(object, "rmseF", result.mean(Figure.RMSE_F));
        Target first = result.row().targets().get(0);
        put(object, "reference", first.reference().orElse(Double.NaN));
        object.put("accepted", result.accepted());
        object.put("judged", result.isJudged());
        object.put("source", result.row().source());
        object.put("cycles", result.cycles());
        object.put("seeds", result.runs().size());
        put(object, "rmseASd", result.deviation(Figure.RMSE_A));
        for (Figure figure : Figure.values()) {
            if (result.has(figure)) {
                put(object, figure.key(), result.mean(figure));
            }
        }
        for (Target target : result.row().targets()) {
            ObjectNode entry = object.withArray("targets").addObject();
            entry.put("figure", target.figure().key());
            put(entry, "reference", target.reference().orElse(Double.NaN));
            put(entry, "least", target.least());
            put(entry, "most", target.most());
            entry.put("accepted", target.accepts(result.mean(target.figure())));
        }
        return object.toString();
    }

    /** JSON knows no infinity, and no NaN, which a diverged filter has. */
    private static void put(ObjectNode object, String key, double value) {
        if (Double.isFinite(value)) {
            object.put(key, value);
        } else {
            object.putNull(key);
        }
    }
}
