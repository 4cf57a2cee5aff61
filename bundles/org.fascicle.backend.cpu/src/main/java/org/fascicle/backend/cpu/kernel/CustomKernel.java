package org.fascicle.backend.cpu.kernel;

import java.util.List;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A fast kernel for one {@link org.fascicle.graph.op.Custom} operation, as a service. It computes what the body of the
 * operation computes, to rounding, and the same bits at each run: an element of a result is made whole in one part, by
 * one chain of operations, since nobody knows which thread runs which part. It allocates nothing when it runs.
 */
@ConsumerType
public interface CustomKernel {
    /** The function of the operation that it is for, such as {@code acme.snake}. */
    String function();

    /** Whether it takes operands of these types; where it does not, the operation runs as its body says. */
    boolean accepts(List<TensorType> operands);

    /** Into how many parts the work on such operands is cut; threads share them. At least 1. */
    default int parts(List<TensorType> operands) {
        return 1;
    }

    /** Rough time of all parts on one thread: work of less than some microseconds is not shared. */
    default long nanoseconds(List<TensorType> operands) {
        return operands.stream().mapToLong(type -> type.shape().elements()).sum();
    }

    /** Does the parts {@code from} (inclusive) to {@code to} (exclusive). */
    void run(Arguments arguments, int from, int to);
}
