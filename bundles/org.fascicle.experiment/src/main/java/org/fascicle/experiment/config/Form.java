package org.fascicle.experiment.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fascicle.experiment.catalog.Kind;

/** How a Java type is written in a file. */
sealed interface Form {
    /** The form in words: for one value, such as {@code layer}. */
    String noun();

    /** The same for several, such as {@code layers}. */
    String plural();

    /** The noun with its article. */
    default String one() {
        return ("aeiou".indexOf(noun().charAt(0)) >= 0 ? "an " : "a ") + noun();
    }

    /** An {@code int} or {@code long}. */
    record Whole(boolean wide) implements Form {
        @Override
        public String noun() {
            return "whole number";
        }

        @Override
        public String plural() {
            return "whole numbers";
        }
    }

    /** A {@code double} or {@code float}. */
    record Real(boolean wide) implements Form {
        @Override
        public String noun() {
            return "number";
        }

        @Override
        public String plural() {
            return "numbers";
        }
    }

    /** A {@code boolean}. */
    record Truth() implements Form {
        @Override
        public String noun() {
            return "true or false";
        }

        @Override
        public String plural() {
            return "truth values";
        }

        @Override
        public String one() {
            return noun();
        }
    }

    /** A {@code String}. */
    record Text() implements Form {
        @Override
        public String noun() {
            return "text";
        }

        @Override
        public String plural() {
            return "texts";
        }

        @Override
        public String one() {
            return noun();
        }
    }

    /** An enum; its constants are written in lower case, joined by hyphens. */
    record Choice(Class<? extends Enum<?>> type) implements Form {
        Map<String, Enum<?>> constants() {
            return Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toMap(Choice::written, constant -> constant, (a, _) -> a,
                            java.util.LinkedHashMap::new));
        }

        static String written(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String noun() {
            return String.join(" | ", constants().keySet());
        }

        @Override
        public String plural() {
            return noun();
        }

        @Override
        public String one() {
            return "one of " + String.join(", ", constants().keySet());
        }
    }

    /** A {@code List}. */
    record Listing(Form element) implements Form {
        @Override
        public String noun() {
            return "list of " + element.plural();
        }

        @Override
        public String plural() {
            return "lists of " + element.plural();
        }
    }

    /** A {@code Map} from names. */
    record Table(Form value) implements Form {
        @Override
        public String noun() {
            return "mapping of names to " + value.plural();
        }

        @Override
        public String plural() {
            return "mappings of names to " + value.plural();
        }
    }

    /** An {@code Optional}: it may be left out. */
    record Maybe(Form value) implements Form {
        @Override
        public String noun() {
            return value.noun();
        }

        @Override
        public String plural() {
            return value.plural();
        }

        @Override
        public String one() {
            return value.one();
        }
    }

    /** A record that is no contribution. */
    record Nested(Class<?> type) implements Form {
        @Override
        public String noun() {
            return "mapping with " + Slot.of(type).stream().map(Nested::word).collect(Collectors.joining(", "));
        }

        @Override
        public String plural() {
            return Slot.of(type).stream().anyMatch(Slot::inline) ? "mappings with " + Slot.of(type).stream()
                    .map(Nested::word).collect(Collectors.joining(", ")) : "mappings";
        }

        private static String word(Slot slot) {
            return slot.inline() ? slot.form().one() : slot.name();
        }
    }

    /** A sealed interface of records of one component each: the value of that component tells which it is. */
    record Either(List<Class<?>> types) implements Form {
        /** The one component of each record, by the record. */
        Map<Class<?>, Slot> slots() {
            Map<Class<?>, Slot> slots = new LinkedHashMap<>();
            types.forEach(type -> slots.put(type, Slot.of(type).getFirst()));
            return slots;
        }

        private String joined(Function<Form, String> words) {
            return slots().values().stream().map(slot -> words.apply(slot.form())).collect(Collectors.joining(" or "));
        }

        @Override
        public String noun() {
            return joined(Form::noun);
        }

        @Override
        public String plural() {
            return joined(Form::plural);
        }

        @Override
        public String one() {
            return joined(Form::one);
        }

        static boolean is(Class<?> type) {
            return type.isInterface() && type.isSealed() && Arrays.stream(type.getPermittedSubclasses())
                    .allMatch(record -> record.isRecord() && record.getRecordComponents().length == 1);
        }
    }

    /** A contribution: its name, or its name with options. */
    record Named(Kind kind, Class<?> contract) implements Form {
        @Override
        public String noun() {
            return kind.word();
        }

        @Override
        public String plural() {
            return kind.plural();
        }
    }

    /** A type that a file cannot hold. */
    record Unwritable(Type type) implements Form {
        @Override
        public String noun() {
            return type.getTypeName();
        }

        @Override
        public String plural() {
            return noun();
        }
    }

    /** The form of a type. */
    static Form of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (raw == List.class) {
                return new Listing(of(last));
            }
            if (raw == Map.class && generic.getActualTypeArguments()[0] == String.class) {
                return new Table(of(last));
            }
            return raw == Optional.class ? new Maybe(of(last)) : new Unwritable(type);
        }
        if (!(type instanceof Class<?> plain)) {
            return new Unwritable(type);
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return new Whole(plain == long.class || plain == Long.class);
        }
        if (plain == double.class || plain == Double.class || plain == float.class || plain == Float.class) {
            return new Real(plain == double.class || plain == Double.class);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return new Truth();
        }
        if (plain == String.class) {
            return new Text();
        }
        if (plain.isEnum()) {
            @SuppressWarnings("unchecked")
            Class<? extends Enum<?>> constants = (Class<? extends Enum<?>>) plain;
            return new Choice(constants);
        }
        if (Either.is(plain)) {
            return new Either(List.of(plain.getPermittedSubclasses()));
        }
        return plain.isRecord() ? new Nested(plain)
                : Kind.of(plain).<Form>map(kind -> new Named(kind, plain)).orElse(new Unwritable(type));
    }
}
