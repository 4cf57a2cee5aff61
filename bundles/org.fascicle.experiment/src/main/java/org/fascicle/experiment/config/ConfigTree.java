package org.fascicle.experiment.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What a file says, before anybody knows what it means; every node remembers where it was written. */
@ProviderType
public sealed interface ConfigTree {
    /** Where this node begins. */
    Location location();

    /** The node in a few words, for messages. */
    String summary();

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param quoted whether it is text, whatever it looks like
     * @param location where it stands
     */
    record Scalar(String text, boolean quoted, Location location) implements ConfigTree {
        private static final int SHOWN = 60;

        /** Whether nothing is said: empty, {@code ~} or {@code null}. */
        public boolean isNothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String summary() {
            if (isNothing()) {
                return "nothing";
            }
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            return quoted ? "the text \"" + shown + "\"" : "`" + shown + "`";
        }
    }

    /**
     * Values in order.
     *
     * @param items the values
     * @param location where the first begins
     */
    record Sequence(List<ConfigTree> items, Location location) implements ConfigTree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String summary() {
            return items.isEmpty() ? "an empty list" : "a list of " + items.size();
        }
    }

    /**
     * Values by name, in the order in which they were written.
     *
     * @param entries the values
     * @param location where the first begins
     */
    record Mapping(Map<String, Entry> entries, Location location) implements ConfigTree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String summary() {
            return entries.isEmpty() ? "an empty mapping" : "a mapping with " + String.join(", ", entries.keySet());
        }
    }

    /**
     * A value under a name.
     *
     * @param key where the name stands
     * @param value the value
     */
    record Entry(Location key, ConfigTree value) {
        /** A value whose name stands where it does itself. */
        static Entry of(ConfigTree value) {
            return new Entry(value.location(), value);
        }
    }
}
