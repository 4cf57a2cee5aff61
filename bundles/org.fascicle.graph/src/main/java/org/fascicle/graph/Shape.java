package org.fascicle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The extents of a tensor, outermost first; rank 0 is a scalar. Row-major: the last axis is contiguous.
 *
 * <p>Wherever an axis is asked for, a negative one counts from the end: -1 is the last.
 *
 * @param sizes extents, each at least 0
 */
public record Shape(List<Integer> sizes) {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        sizes = List.copyOf(sizes);
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("a shape has no negative extent: " + sizes);
            }
        }
    }

    /** The shape with these extents. */
    public static Shape of(int... sizes) {
        return new Shape(IntStream.of(sizes).boxed().toList());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.size();
    }

    /** Extent of an axis. */
    public int size(int axis) {
        return sizes.get(axis(axis));
    }

    /** Number of elements. */
    public int elements() {
        long product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return Math.toIntExact(product);
    }

    /** An axis as a number from 0 to rank - 1; throws when there is no such axis. */
    public int axis(int axis) {
        int normal = axis < 0 ? axis + rank() : axis;
        if (normal < 0 || normal >= rank()) {
            throw new IllegalArgumentException("no axis " + axis + " in " + this);
        }
        return normal;
    }

    /** Elements between neighbours along each axis, row-major. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int stride = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes.get(axis);
        }
        return strides;
    }

    /** This shape with another extent on one axis. */
    public Shape with(int axis, int size) {
        List<Integer> changed = new ArrayList<>(sizes);
        changed.set(axis(axis), size);
        return new Shape(changed);
    }

    /** This shape without one axis. */
    public Shape without(int axis) {
        List<Integer> changed = new ArrayList<>(sizes);
        changed.remove(axis(axis));
        return new Shape(changed);
    }

    /** This shape with an axis of extent {@code size} inserted before axis {@code axis} (rank: at the end). */
    public Shape inserting(int axis, int size) {
        List<Integer> changed = new ArrayList<>(sizes);
        changed.add(axis < 0 ? axis + rank() + 1 : axis, size);
        return new Shape(changed);
    }

    /** The axes {@code from} (inclusive) to {@code to} (exclusive) as a shape of their own. */
    public Shape range(int from, int to) {
        return new Shape(sizes.subList(from, to));
    }

    /** This shape followed by another. */
    public Shape followedBy(Shape other) {
        List<Integer> joined = new ArrayList<>(sizes);
        joined.addAll(other.sizes);
        return new Shape(joined);
    }

    /** The extents as a fresh array. */
    public int[] toArray() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int axis = 0; axis < sizes.size(); axis++) {
            text.append(axis == 0 ? "" : ",").append(sizes.get(axis));
        }
        return text.append(']').toString();
    }
}
