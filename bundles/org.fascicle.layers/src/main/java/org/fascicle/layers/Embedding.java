package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Normal;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * A learned vector for each number: row i of the table {@code weight} [size, units] for every i (Bengio et al.: A
 * neural probabilistic language model, 2003). A number outside 0 to size - 1 ends the step with an error that names it.
 *
 * <p>in: i32 [batch, …] → out: [batch, …, units]
 *
 * <p>The table starts normal with a standard deviation of 0.02, as in GPT-2. The vector of the padding number is zeros
 * and learns nothing.
 */
@About("a learned vector for each number, such as that of a word")
public record Embedding(
        @Required @Min(1) @About("how many numbers there are, counted from 0") int size,
        @Required @Min(1) @About("length of each vector") int units,
        @Min(0) @About("a number whose vector stays zeros") Optional<Integer> padding,
        @About("first values of the vectors") Initializer initializer) implements Layer {
    /** Throws {@link IllegalArgumentException} for a padding number that the table does not have. */
    public Embedding {
        if (padding.isPresent() && padding.get() >= size) {
            throw new IllegalArgumentException("padding is one of the numbers 0 to " + (size - 1) + ", not "
                    + padding.get());
        }
    }

    /** A table without padding and with the usual first values. */
    public Embedding(int size, int units) {
        this(size, units, Optional.empty(), new Normal(0, 0.02));
    }

    /** Throws {@link ShapeException} for an input that is not i32. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.dtype() != DType.I32) {
            throw new ShapeException("embedding", List.of(x.type()), "it takes i32 numbers [batch, …]", scope.path(),
                    "let it be the first layer, on a feature of whole numbers");
        }
        Tensor rows = scope.parameter("weight", Shape.of(size, units), initializer).gather(x);
        if (padding.isEmpty()) {
            return rows;
        }
        Tensor real = x.notEqualTo(x.scalar(padding.get())).expandDims(-1);
        return Tensor.where(real, rows, rows.scalar(0));
    }

    /** {@code embedding} as a service. */
    @Component
    @LayerName("embedding")
    public static final class Type implements LayerType<Embedding> {
        @Override
        public Embedding example() {
            return new Embedding(5, 3);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.I32, 2, 4));
        }
    }
}
