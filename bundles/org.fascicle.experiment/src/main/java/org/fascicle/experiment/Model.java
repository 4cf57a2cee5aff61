package org.fascicle.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.nn.Block;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerGraph;
import org.fascicle.nn.LayerNode;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Objective;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/** What an experiment trains: a list of layers, or named nodes. */
@ProviderType
public sealed interface Model {
    /** What it makes of a batch. */
    Tensor output(Scope scope);

    /** The layers at the top by their paths. */
    Map<String, Block> parts();

    /** The model with a loss, which compares its output with the feature {@code y}. */
    default Objective objective(Loss loss) {
        return new Compared(this, loss);
    }

    /**
     * Layers one behind the other, from the feature {@code x} on; their paths are 0, 1, 2, …
     *
     * @param layers the layers
     */
    record Chain(@About("layers, applied one behind the other") List<Layer> layers) implements Model {
        public Chain {
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("a model needs at least one layer");
            }
            layers = List.copyOf(layers);
        }

        @Override
        public Tensor output(Scope scope) {
            return scope.sequence(layers, scope.input("x"));
        }

        @Override
        public Map<String, Block> parts() {
            Map<String, Block> parts = new LinkedHashMap<>();
            layers.forEach(layer -> parts.put(String.valueOf(parts.size()), layer));
            return parts;
        }
    }

    /**
     * Layers joined by name, which read features of the data and each other; their paths are the names.
     *
     * @param nodes the nodes; `output` gives the result
     */
    record Joined(
            @About("named layers, each with what it reads; `output` gives the result") Map<String, LayerNode> nodes)
            implements Model {
        /** Throws {@link org.fascicle.contribution.InvalidOptionsException} with every mistake in the wiring. */
        public Joined {
            nodes = new LayerGraph(nodes).nodes();
        }

        @Override
        public Tensor output(Scope scope) {
            return new LayerGraph(nodes).apply(scope::input, scope);
        }

        @Override
        public Map<String, Block> parts() {
            Map<String, Block> parts = new LinkedHashMap<>();
            nodes.forEach((name, node) -> parts.put(name, node.layer()));
            return Collections.unmodifiableMap(parts);
        }

        /** The features that it reads by the place that reads them, such as {@code words.from.0}. */
        public Map<String, String> features() {
            return new LayerGraph(nodes).features();
        }
    }

    /** A model of layers one behind the other. */
    static Model of(Layer... layers) {
        return new Chain(List.of(layers));
    }

    /**
     * A model and what its output is compared by.
     *
     * @param model the model
     * @param loss the loss
     */
    record Compared(Model model, Loss loss) implements Objective {
        @Override
        public Tensor output(Scope scope) {
            return model.output(scope);
        }

        @Override
        public Tensor loss(Tensor output, Scope scope) {
            return loss.apply(output, target(scope));
        }
    }
}
