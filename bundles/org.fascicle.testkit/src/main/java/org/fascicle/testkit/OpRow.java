package org.fascicle.testkit;

import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One operation, or one function composed of some, and how it is tested.
 *
 * @param name what is tested, such as {@code sum over an axis}
 * @param dtypes the element types it is tested with
 * @param differentiable whether its derivative is what finite differences see
 * @param tolerance how near another backend must come
 * @param sampler draws operands and what they should give
 */
public record OpRow(String name, Set<DType> dtypes, boolean differentiable, Tolerance tolerance, Sampler sampler) {
    /** Draws operands of an element type. */
    @ConsumerType
    @FunctionalInterface
    public interface Sampler {
        /** Operands, kept away from kinks, and what they should give. */
        OpSample draw(Draw draw, DType dtype);
    }

    public OpRow {
        dtypes = Set.copyOf(dtypes);
    }

    /** The sample of a number; the same number gives the same sample. */
    public OpSample sample(DType dtype, Draw.Sizing sizing, long number) {
        ThreefryRandom random = ThreefryRandom.of(number, name + "/" + dtype + "/" + sizing);
        return sampler.draw(new Draw(random, sizing), dtype);
    }

    @Override
    public String toString() {
        return name;
    }
}
