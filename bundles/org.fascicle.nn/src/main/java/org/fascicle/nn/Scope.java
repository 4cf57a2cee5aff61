package org.fascicle.nn;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a layer may ask for while it is traced. Names are local; their paths read {@code encoder.2.query.weight}.
 */
@ProviderType
public interface Scope {
    /** Where this layer stands, such as {@code encoder.2}; empty at the top. */
    String path();

    /**
     * A trained tensor. Asked twice with equal arguments it is shared; with others it is an error.
     *
     * @param name such as {@code weight}
     * @param shape its shape; dense weights are [in, out], convolutions [height, width, in, out]
     * @param initializer its first values
     */
    Tensor parameter(String name, Shape shape, Initializer initializer);

    /**
     * A parameter that another layer made, by its whole path, such as {@code embedding.weight}: a tied weight. Its
     * derivative is the sum over all uses. An error where no layer before this one made it.
     */
    Tensor shared(String path);

    /** A tensor that is kept from step to step and not trained; a read gives its value before the step. */
    Tensor state(String name, Shape shape, Initializer initializer);

    /** The value of a state after the step; a second update of one name is an error. */
    void update(String name, Tensor value);

    /** Whether this trace is of training: a constant of the trace. */
    boolean training();

    /** A random stream for a named use, another at each step. */
    RandomStream random(String use);

    /** A named tensor of the batch, such as {@code lengths}, from any depth. */
    Tensor input(String name);

    /**
     * Where the input goes on, when sequences come piece by piece, such as token by token: what a layer needs of the
     * places before, it keeps as state. Empty where the whole sequence is there.
     */
    default Optional<Continuation> continuation() {
        return Optional.empty();
    }

    /** Shows a tensor to whoever listens; costs nothing when nobody does. */
    void observe(String name, Tensor value);

    /** The scope of a part of this layer. */
    Scope child(String name);

    /** Applies a part of this layer in a scope of its own. */
    default Tensor apply(String name, Layer layer, Tensor x) {
        Scope child = child(name);
        return x.emitter().within(child.path(), () -> layer.apply(x, child));
    }

    /** Applies a part of several inputs in a scope of its own. */
    default Map<String, Tensor> apply(String name, MergeLayer layer, Map<String, Tensor> inputs) {
        Scope child = child(name);
        return inputs.values().iterator().next().emitter().within(child.path(), () -> layer.apply(inputs, child));
    }

    /** Applies layers one behind the other, in scopes named 0, 1, 2, … */
    default Tensor sequence(List<Layer> layers, Tensor x) {
        Tensor result = x;
        for (int i = 0; i < layers.size(); i++) {
            result = apply(String.valueOf(i), layers.get(i), result);
        }
        return result;
    }
}
