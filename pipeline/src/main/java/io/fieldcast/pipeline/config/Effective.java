package io.fieldcast.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Turns a value that is in force back into the form in which the file would say it. */
final class Effective {
    private Effective() {}

    static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Duration duration) {
            return nodes.textNode(Durations.format(duration));
        }
        if (value instanceof Double number) {
            double whole = Math.rint(number);
            return whole == number && Math.abs(number) < 1e15
                    ? nodes.numberNode((long) whole)
                    : DecimalNode.valueOf(new BigDecimal(number.toString()));
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(item -> array.add(node(item)));
            return array;
        }
        return nodes.textNode(value.toString());
    }
}
