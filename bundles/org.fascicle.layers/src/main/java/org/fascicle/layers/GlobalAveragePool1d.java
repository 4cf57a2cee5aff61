package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The mean of each feature over a sequence. With lengths or a mask, padding does not count; a sequence of
 * length 0 gives zeros.
 *
 * <p>in: [batch, time, features] → out: [batch, features]
 */
@About("the mean of each feature over a sequence")
public record GlobalAveragePool1d(
        @About("the input of the batch that holds the lengths of the sequences, or a mask of their places")
                Optional<String> lengths) implements Layer {
    /** Throws {@link ShapeException} for what is no sequence. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 3 || !x.dtype().isFloating()) {
            throw new ShapeException("global-average-pool1d", List.of(x.type()),
                    "it takes floating [batch, time, features]", scope.path(), "");
        }
        Optional<Tensor> real = Lengths.mask(lengths, x, scope);
        return real.map(given -> Lengths.zeroPadding(x, given).sum(1)
                .over(given.cast(x.dtype()).sumKeeping(1).maximum(1))).orElseGet(() -> x.mean(1));
    }

    /** {@code global-average-pool1d} as a service. */
    @Component
    @LayerName("global-average-pool1d")
    public static final class Type implements LayerType<GlobalAveragePool1d> {
        @Override
        public GlobalAveragePool1d example() {
            return new GlobalAveragePool1d(Optional.empty());
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
