package org.fascicle.layers;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Tanh;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Several layers on one input, their outputs joined; their paths are 0, 1, 2, … A branch of several layers is a {@code
 * sequential}.
 *
 * <p>in: what every branch takes → out: their outputs, one behind the other along the last axis, or added or multiplied
 * element by element
 */
@About("several layers on one input, their outputs joined")
public record Parallel(
        @Required @About("the layers that share the input") List<Layer> branches,
        @About("how their outputs become one") Join join) implements Layer {
    /** Throws {@link IllegalArgumentException} for no branches. */
    public Parallel {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("branches holds one layer at least");
        }
    }

    /** Throws {@link org.fascicle.graph.ShapeException} where the outputs do not fit each other. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            outputs.add(scope.apply(String.valueOf(i), branches.get(i), x));
        }
        return join.apply(outputs, "parallel", scope);
    }

    /** {@code parallel} as a service. */
    @Component
    @LayerName("parallel")
    public static final class Type implements LayerType<Parallel> {
        @Override
        public Parallel example() {
            return new Parallel(List.of(new Dense(2, new Tanh()), new Dense(3, new Relu())), Join.CONCATENATE);
        }
    }
}
