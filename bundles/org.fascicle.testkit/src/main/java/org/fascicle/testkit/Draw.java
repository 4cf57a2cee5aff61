package org.fascicle.testkit;

import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;

/**
 * Draws shapes and values for one test of an operation.
 *
 * @param random where they come from
 * @param sizing which extents are drawn
 */
public record Draw(ThreefryRandom random, Sizing sizing) {
    private static final int MOST_ELEMENTS = 6000;

    /** Which extents are drawn. */
    public enum Sizing {
        /** 1 to 3: for derivatives, which are tried element by element. */
        SMALL(1, 2, 3),
        /** Only 1. */
        ONES(1),
        /** No multiple of any vector's length. */
        PRIMES(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37),
        /** Multiples of every vector's length. */
        ROUND(8, 16, 32, 64),
        /** One axis long, others 1 or 2. */
        SKINNY(1, 1, 2, 127, 257, 1021),
        /** Often 0. */
        EMPTY(0, 0, 1, 3, 5);

        private final int[] extents;

        Sizing(int... extents) {
            this.extents = extents;
        }
    }

    /** An extent. */
    public int size() {
        return sizing.extents[random.below(sizing.extents.length)];
    }

    /** An extent of at least 1. */
    public int atLeastOne() {
        return Math.max(1, size());
    }

    /** A whole number, both ends included. */
    public int whole(int low, int high) {
        return low + random.below(high - low + 1);
    }

    /** A shape of some rank, both ends included, with a moderate number of elements. */
    public Shape shape(int lowestRank, int highestRank) {
        return sized(new int[whole(lowestRank, highestRank)]);
    }

    private Shape sized(int[] sizes) {
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = size();
        }
        long elements = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            while (elements * sizes[axis] > MOST_ELEMENTS) {
                sizes[axis] = (sizes[axis] + 1) / 2;
            }
            elements *= sizes[axis];
        }
        return Shape.of(sizes);
    }

    /** One of the axes of a shape. */
    public int axis(Shape shape) {
        return random.below(shape.rank());
    }

    /** A tensor of drawn values. */
    public HostTensor tensor(DType dtype, Shape shape, Values values) {
        return HostTensor.of(new TensorType(dtype, shape), values.draw(shape.elements(), random));
    }
}
