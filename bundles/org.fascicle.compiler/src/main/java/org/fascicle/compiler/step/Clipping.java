package org.fascicle.compiler.step;

import java.util.List;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/** What is done to all gradients of a step before any parameter follows its own. */
@ProviderType
public sealed interface Clipping {
    /** The gradients to be followed instead. */
    List<Tensor> apply(List<Tensor> gradients);

    /**
     * All gradients shrunk by one factor so that the root of the sum of all their squares is at most {@code norm}
     * (Pascanu et al.: On the difficulty of training recurrent neural networks, 2013; the factor is PyTorch's).
     *
     * @param norm above 0
     */
    record Norm(double norm) implements Clipping {
        private static final double GUARD = 1e-6;

        @Override
        public List<Tensor> apply(List<Tensor> gradients) {
            Tensor squares = gradients.stream().map(gradient -> gradient.square().sum()).reduce(Tensor::plus).orElseThrow();
            Tensor factor = squares.scalar(norm).over(squares.sqrt().plus(GUARD)).minimum(1);
            return gradients.stream().map(gradient -> gradient.times(factor)).toList();
        }
    }

    /**
     * Each element cut to the interval −value to value.
     *
     * @param value above 0
     */
    record Value(double value) implements Clipping {
        @Override
        public List<Tensor> apply(List<Tensor> gradients) {
            return gradients.stream().map(gradient -> gradient.maximum(-value).minimum(value)).toList();
        }
    }
}
