package org.fascicle.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.tensor.Tensor;

/**
 * Layers joined by name. The node {@value #OUTPUT} gives the result; the paths of parameters begin with the names of
 * the nodes. Nodes may be written in any order.
 *
 * @param nodes name → layer and sources
 */
public record LayerGraph(Map<String, LayerNode> nodes) {
    /** The node whose output is that of the graph; also the name of the output of a layer that has one. */
    public static final String OUTPUT = "output";

    /** Throws {@link InvalidOptionsException} with every mistake in the wiring. */
    public LayerGraph {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        List<InvalidOptionsException.Mistake> mistakes = new Wiring(nodes).mistakes();
        if (!mistakes.isEmpty()) {
            throw new InvalidOptionsException(mistakes);
        }
    }

    /** What is read and is no node: names of features by the place that reads them, such as {@code words.from.0}. */
    public Map<String, String> features() {
        return new Wiring(nodes).outside();
    }

    /**
     * The output of the graph.
     *
     * @param features what a name means that is no node's
     * @param scope where the nodes are parts
     */
    public Tensor apply(Function<String, Tensor> features, Scope scope) {
        Wiring wiring = new Wiring(nodes);
        Map<String, Map<String, Tensor>> done = new LinkedHashMap<>();
        for (String name : wiring.order()) {
            LayerNode node = nodes.get(name);
            Map<String, Tensor> given = new LinkedHashMap<>();
            node.from().byPlace().forEach((place, source) -> given.put(place, wiring.node(source)
                    .map(from -> output(source, from, done.get(from))).orElseGet(() -> features.apply(source))));
            done.put(name, switch (node.layer()) {
                case Layer layer -> Map.of(OUTPUT, scope.apply(name, layer, given.values().iterator().next()));
                case MergeLayer merge -> scope.apply(name, merge, named(merge, node.from(), given));
            });
        }
        return output(OUTPUT, OUTPUT, done.get(OUTPUT));
    }

    /** Sources in a list get the names of the inputs that there are as many of; others keep theirs. */
    private static Map<String, Tensor> named(MergeLayer layer, Sources from, Map<String, Tensor> given) {
        List<String> names = from instanceof Sources.Named ? List.of() : layer.inputs().stream()
                .filter(inputs -> inputs.size() == given.size()).findFirst().orElse(List.of());
        if (names.isEmpty()) {
            return given;
        }
        Map<String, Tensor> named = new LinkedHashMap<>();
        given.values().forEach(tensor -> named.put(names.get(named.size()), tensor));
        return named;
    }

    private static Tensor output(String source, String node, Map<String, Tensor> outputs) {
        boolean only = source.equals(node);
        String name = only ? OUTPUT : source.substring(node.length() + 1);
        if (outputs.containsKey(name)) {
            return outputs.get(name);
        }
        if (only && outputs.size() == 1) {
            return outputs.values().iterator().next();
        }
        throw new IllegalArgumentException("`" + source + "` is no output of the node " + node + "; there are "
                + new TreeSet<>(outputs.keySet()).stream().map(known -> node + "." + known)
                        .collect(Collectors.joining(", ")));
    }
}
