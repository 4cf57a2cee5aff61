package org.fascicle.layers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
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
 * Waves of many lengths, added to what stands at each place of a sequence: {@code sin(t · base^(−2i/features))} to
 * feature 2i of place t and the cosine of the same to feature 2i + 1, so that a network that sees sets sees sequences
 * of any length (Vaswani et al.: Attention is all you need, 2017, sec. 3.5). Nothing is learned.
 *
 * <p>in: [batch, time, features] → out: the same
 */
@About("waves of many lengths, added to what stands at each place of a sequence")
public record SinusoidalPositions(
        @Min(1) @About("how much slower the slowest wave is than the fastest") double base) implements Layer {
    /** Throws {@link ShapeException} for what is no sequence. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 3 || !x.dtype().isFloating()) {
            throw new ShapeException("sinusoidal-positions", List.of(x.type()),
                    "it takes floating [batch, time, features]", scope.path(), "");
        }
        int features = x.size(-1);
        Tensor angles = Positions.angles(x, 1, base, scope.continuation());
        // a sine and a cosine for each wave side by side: [time, waves, 2]
        Tensor waves = Tensor.concatenate(-1, List.of(angles.sin().expandDims(-1), angles.cos().expandDims(-1)));
        return x.plus(waves.reshape(x.size(1), 2 * angles.size(-1)).slice(-1, 0, features));
    }

    /** {@code sinusoidal-positions} as a service. */
    @Component
    @LayerName("sinusoidal-positions")
    public static final class Type implements LayerType<SinusoidalPositions> {
        @Override
        public SinusoidalPositions example() {
            return new SinusoidalPositions(10_000);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
