package org.fascicle.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.contribution.About;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a node of a {@link LayerGraph} reads. A source is the name of a node, {@code node.output} for one of several
 * outputs of a node, or else the name of a feature of the data.
 */
@ProviderType
public sealed interface Sources {
    /** The sources by where they stand: {@code 0}, {@code 1}, … in a list, or the input that each is for. */
    Map<String, String> byPlace();

    /**
     * Sources in the order in which the layer takes its inputs: {@code x} or {@code [a, b]}.
     *
     * @param names the sources
     */
    record Listed(@About("the sources in the order of the inputs") List<String> names) implements Sources {
        public Listed {
            names = List.copyOf(names);
        }

        @Override
        public Map<String, String> byPlace() {
            Map<String, String> places = new LinkedHashMap<>();
            names.forEach(name -> places.put(String.valueOf(places.size()), name));
            return places;
        }
    }

    /**
     * Sources by the names of the inputs: {@code {query: a, memory: b}}.
     *
     * @param inputs name of the input → source
     */
    record Named(@About("the source of each input") Map<String, String> inputs) implements Sources {
        public Named {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        }

        @Override
        public Map<String, String> byPlace() {
            return inputs;
        }
    }

    /** Sources in order. */
    static Sources of(String... names) {
        return new Listed(List.of(names));
    }
}
