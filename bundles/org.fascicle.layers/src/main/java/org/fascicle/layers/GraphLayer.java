package org.fascicle.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.activations.Tanh;
import org.fascicle.contribution.About;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerGraph;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerNode;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Layers joined by name: each node reads other nodes, {@code x}, which is the input of this layer, or a feature of the
 * data. The paths of the nodes are their names.
 *
 * <p>in: what the nodes that read x take → out: what the node {@code output} gives
 */
@About("layers joined by name; each reads others, or `x`, which is the input, or a feature of the data")
public record GraphLayer(
        @Required @About("named layers, each with what it reads; `output` gives the result")
                Map<String, LayerNode> nodes) implements Layer {
    private static final String INPUT = "x";

    /** Throws {@link InvalidOptionsException} with every mistake in the wiring. */
    public GraphLayer {
        try {
            nodes = new LayerGraph(nodes).nodes();
        } catch (InvalidOptionsException wiring) {
            throw wiring.within("nodes");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return new LayerGraph(nodes).apply(name -> name.equals(INPUT) ? x : scope.input(name), scope);
    }

    /** {@code graph} as a service. */
    @Component
    @LayerName("graph")
    public static final class Type implements LayerType<GraphLayer> {
        @Override
        public GraphLayer example() {
            Map<String, LayerNode> nodes = new LinkedHashMap<>();
            nodes.put("hidden", LayerNode.of(new Dense(4, new Tanh()), INPUT));
            nodes.put("output", LayerNode.of(new Add(), INPUT, "hidden"));
            return new GraphLayer(nodes);
        }
    }
}
