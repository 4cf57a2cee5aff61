package org.fascicle.experiment.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;

/**
 * What a file may hold as a JSON Schema (draft 2020-12), read from the same records as by the {@link Binder}: editors
 * complete and underline by it. It refuses nothing that the binder takes; what a constructor alone can tell, it does
 * not know.
 */
public final class Schema {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private final Contributions contributions;
    private final ObjectNode definitions = NODES.objectNode();

    /** A schema in which names mean these contributions. */
    public Schema(Contributions contributions) {
        this.contributions = contributions;
    }

    /** The schema of files that hold records like an example, as JSON text. */
    public String of(Record example, String title) {
        ObjectNode root = NODES.objectNode().put("$schema", DRAFT).put("title", title);
        root.setAll(record(example.getClass(), Optional.of(example)));
        root.set("$defs", definitions);
        try {
            return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
    }

    private ObjectNode record(Class<?> type, Optional<?> example) {
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        ObjectNode object = NODES.objectNode().put("type", "object");
        for (Slot slot : Slot.of(type)) {
            if (slot.inline()) {
                properties.setAll(named((Form.Named) slot.form()));
                object.put("minProperties", 1);
            } else {
                properties.set(slot.name(), option(slot, example));
                if (slot.required()) {
                    required.add(slot.name());
                }
            }
        }
        object.set("properties", properties);
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private ObjectNode option(Slot slot, Optional<?> example) {
        ObjectNode schema = value(slot.form(), slot.range());
        List<String> about = new ArrayList<>(List.of(slot.about()));
        if (!slot.required() && example.isPresent()) {
            try {
                new Unbinder(contributions).unbind(slot, example.get())
                        .ifPresent(tree -> about.add("default: " + new YamlWriter().writeInline(tree)));
            } catch (IllegalArgumentException unwritable) {
                about.add("");
            }
        }
        about.removeIf(String::isEmpty);
        if (about.isEmpty()) {
            return schema;
        }
        return schema.put("description", String.join("; ", about));
    }

    private ObjectNode value(Form form, Range range) {
        return switch (form) {
            case Form.Whole _ -> within(type("integer"), range);
            case Form.Real _ -> within(type("number"), range);
            case Form.Truth _ -> type("boolean");
            case Form.Text _ -> type("string", "number", "boolean");
            case Form.Choice choice -> {
                ArrayNode words = NODES.arrayNode();
                choice.constants().keySet().forEach(words::add);
                yield (ObjectNode) NODES.objectNode().set("enum", words);
            }
            case Form.Listing(Form element) -> {
                ObjectNode list = type("array");
                list.set("items", value(element, range));
                boolean lone = element instanceof Form.Text || element instanceof Form.Whole
                        || element instanceof Form.Real;
                yield lone ? any(list, value(element, range)) : list;
            }
            case Form.Table(Form inner) -> {
                ObjectNode table = type("object");
                table.set("additionalProperties", value(inner, range));
                ObjectNode list = type("array");
                list.set("items", value(inner, range));
                yield inner instanceof Form.Named ? any(table, list) : table;
            }
            case Form.Maybe(Form inner) -> any(value(inner, range), type("null"));
            case Form.Nested(Class<?> type) -> record(type, Optional.empty());
            case Form.Either either -> any(either.slots().values().stream()
                    .map(slot -> value(slot.form(), slot.range())).toArray(ObjectNode[]::new));
            case Form.Named named -> reference(named);
            case Form.Unwritable _ -> (ObjectNode) NODES.objectNode().set("not", NODES.objectNode());
        };
    }

    private static ObjectNode within(ObjectNode number, Range range) {
        if (range.min() > Range.ALL.min()) {
            number.put("minimum", range.min());
        }
        return range.max() < Range.ALL.max() ? number.put("maximum", range.max()) : number;
    }

    private static ObjectNode type(String... names) {
        ArrayNode several = NODES.arrayNode();
        Arrays.stream(names).forEach(several::add);
        ObjectNode node = NODES.objectNode();
        return names.length == 1 ? node.put("type", names[0]) : (ObjectNode) node.set("type", several);
    }

    private static ObjectNode any(ObjectNode... choices) {
        ArrayNode several = NODES.arrayNode();
        Arrays.stream(choices).forEach(several::add);
        return (ObjectNode) NODES.objectNode().set("anyOf", several);
    }

    /** A contribution is a name, or a mapping of one name to its options; each kind is described once. */
    private ObjectNode reference(Form.Named named) {
        String name = named.contract().getSimpleName();
        if (!definitions.has(name)) {
            // reserved before it is filled: layers hold layers
            definitions.set(name, NODES.objectNode());
            ObjectNode options = named(named);
            ArrayNode bare = NODES.arrayNode();
            contributions.all(named.kind()).stream().filter(one -> fits(named, one))
                    .filter(one -> required(one).isEmpty()).forEach(one -> bare.add(one.name()));
            ObjectNode mapping = type("object");
            mapping.set("properties", options);
            mapping.put("minProperties", 1).put("maxProperties", 1).put("additionalProperties", false);
            ObjectNode word = (ObjectNode) NODES.objectNode().set("enum", bare);
            definitions.set(name, bare.isEmpty() ? any(mapping) : any(word, mapping));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode named(Form.Named named) {
        ObjectNode properties = NODES.objectNode();
        for (Contribution<?> one : contributions.all(named.kind())) {
            if (fits(named, one)) {
                properties.set(one.name(), options(one));
            }
        }
        return properties;
    }

    private static boolean fits(Form.Named named, Contribution<?> one) {
        return named.contract().isInstance(one.example());
    }

    private static List<Slot> required(Contribution<?> one) {
        return one.example() instanceof Record example
                ? Slot.of(example.getClass()).stream().filter(Slot::required).toList() : List.of();
    }

    /** The options of a contribution, described once. */
    private ObjectNode options(Contribution<?> one) {
        String name = one.kind().word() + "." + one.name();
        if (!definitions.has(name)) {
            definitions.set(name, NODES.objectNode());
            ObjectNode options = one.example() instanceof Record example
                    ? record(example.getClass(), Optional.of(example)) : type("object").put("maxProperties", 0);
            ObjectNode schema = required(one).isEmpty() ? any(options, type("null")) : options;
            definitions.set(name, schema.put("description", Slot.about(one.example().getClass())));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }
}
