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
     * All gradients shrunk by one factor so that the norm of all their elements together, {@code (Σ|g|ᵖ)^(1/p)}, is at
     * most {@code norm} (Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks, 2013;
     * the factor is PyTorch's).
     *
     * @param norm above 0
     * @param order p, from 1 to infinity: 2 is the usual one, infinity the largest element
     */
    record Norm(double norm, double order) implements Clipping {
        private static final double GUARD = 1e-6;
        private static final double EUCLIDEAN = 2;

        /** By the root of the sum of squares. */
        public Norm(double norm) {
            this(norm, EUCLIDEAN);
        }

        @Override
        public List<Tensor> apply(List<Tensor> gradients) {
            Tensor length = length(gradients);
            Tensor factor = length.scalar(norm).over(length.plus(GUARD)).minimum(1);
            return gradients.stream().map(gradient -> gradient.times(factor)).toList();
        }

        /** The norm of all gradients together: []. */
        public Tensor length(List<Tensor> gradients) {
            if (order == Double.POSITIVE_INFINITY) {
                return gradients.stream().map(gradient -> flat(gradient).abs().max(0)).reduce(Tensor::maximum)
                        .orElseThrow();
            }
            if (order == EUCLIDEAN) {
                return gradients.stream().map(gradient -> gradient.square().sum()).reduce(Tensor::plus).orElseThrow()
                        .sqrt();
            }
            Tensor sum = gradients.stream().map(gradient -> order == 1 ? gradient.abs().sum()
                    : gradient.abs().power(order).sum()).reduce(Tensor::plus).orElseThrow();
            return order == 1 ? sum : sum.power(1 / order);
        }

        private static Tensor flat(Tensor tensor) {
            return tensor.reshape(tensor.shape().elements());
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
