package org.fascicle.tests.contract;

import org.fascicle.graph.DType;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;

/** The mean square of the output, whatever its shape; the target does not count. */
public record ProbeLoss() implements Loss {
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        return output.cast(DType.F32).square().mean();
    }

    /** {@code probe-loss} as a service. */
    public static final class Type implements LossType<ProbeLoss> {
        /** For the framework. */
        public Type() { }

        @Override
        public ProbeLoss example() {
            return new ProbeLoss();
        }
    }
}
