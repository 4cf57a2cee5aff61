package org.fascicle.layers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Normal;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * A learned vector for each place of a sequence, added to what stands there: row t of the table {@code weight} [length,
 * features] at place t, so that a network that sees sets sees sequences (Gehring et al.: Convolutional sequence to
 * sequence learning, 2017). The table starts normal with a standard deviation of 0.02, as in GPT-2.
 *
 * <p>in: [batch, time, features], time at most length → out: the same
 */
@About("a learned vector for each place of a sequence, added to what stands there")
public record PositionalEmbedding(
        @Required @Min(1) @About("the most places that a sequence may have") int length,
        @About("first values of the vectors") Initializer initializer) implements Layer {
    /** Throws {@link ShapeException} for what is no sequence, or too long a one. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int longest = Math.max(x.rank() > 1 ? x.size(1) : 0, scope.continuation().map(Continuation::length).orElse(0));
        if (x.rank() != 3 || !x.dtype().isFloating() || longest > length) {
            throw new ShapeException("positional-embedding", List.of(x.type()),
                    "it takes floating [batch, time, features] of at most " + length + " places, not " + longest,
                    scope.path(),
                    "take a greater length, or shorter sequences");
        }
        Tensor table = scope.parameter("weight", Shape.of(length, x.size(-1)), initializer);
        Tensor rows = scope.continuation().map(past -> Positions.rows(table, past, x.size(1)))
                .orElseGet(() -> table.slice(0, 0, x.size(1)));
        return x.plus(rows);
    }

    /** {@code positional-embedding} as a service. */
    @Component
    @LayerName("positional-embedding")
    public static final class Type implements LayerType<PositionalEmbedding> {
        @Override
        public PositionalEmbedding example() {
            return new PositionalEmbedding(4, new Normal(0, 0.02));
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
