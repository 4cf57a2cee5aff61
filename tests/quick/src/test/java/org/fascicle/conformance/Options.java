package org.fascicle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * PyTorch's options of one case. A mapping reads each with PyTorch's default; what it never asked for it does not
 * understand.
 */
final class Options {
    private final JsonNode values;
    private final Set<String> read = new HashSet<>();

    Options(JsonNode values) {
        this.values = values;
    }

    /** Options of their own that are one of these. */
    Options inside(String name) {
        return new Options(value(name));
    }

    boolean has(String name) {
        return value(name) != null;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        return value == null ? otherwise : value.asBoolean();
    }

    int whole(String name, int otherwise) {
        JsonNode value = value(name);
        return value == null ? otherwise : value.asInt();
    }

    /** A number; {@code inf} is written as a text. */
    double number(String name, double otherwise) {
        JsonNode value = value(name);
        return value == null ? otherwise : number(value);
    }

    String text(String name, String otherwise) {
        JsonNode value = value(name);
        return value == null ? otherwise : value.asText();
    }

    /** A list, or a single number as a list of one; empty where it is missing. */
    List<Integer> wholes(String name) {
        List<Integer> list = new ArrayList<>();
        JsonNode value = value(name);
        if (value != null && value.isArray()) {
            value.forEach(item -> list.add(item.asInt()));
        } else if (value != null) {
            list.add(value.asInt());
        }
        return list;
    }

    /** A list, or a single number as a list of one; the one number where it is missing. */
    List<Integer> wholes(String name, int otherwise) {
        return has(name) ? wholes(name) : List.of(otherwise);
    }

    List<Double> numbers(String name, List<Double> otherwise) {
        List<Double> list = new ArrayList<>();
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        value.forEach(item -> list.add(number(item)));
        return list;
    }

    List<String> texts(String name) {
        List<String> list = new ArrayList<>();
        JsonNode value = value(name);
        if (value != null) {
            value.forEach(item -> list.add(item.asText()));
        }
        return list;
    }

    /** Ends the case as not covered when an option was set that nobody asked for. */
    void requireAllRead() {
        List<String> unread = new ArrayList<>();
        values.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                unread.add(name + "=" + values.get(name));
            }
        });
        if (!unread.isEmpty()) {
            throw new NotCovered("options " + unread);
        }
    }

    private JsonNode value(String name) {
        read.add(name);
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static double number(JsonNode value) {
        if (value.isTextual()) {
            return switch (value.asText()) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(value.asText());
            };
        }
        return value.asDouble();
    }
}
