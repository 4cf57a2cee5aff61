package org.fascicle.backend.cpu.fusion;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Shape;

/**
 * The axes of a chain, innermost first, and how far each tensor moves along them: 0 where it is repeated. Neighbouring
 * axes along which all tensors are repeated alike count as one, so that most chains have one or two.
 *
 * @param extents elements along each axis, at least one axis
 * @param strides for each tensor its stride along each axis
 */
record Pattern(int[] extents, int[][] strides) {
    /** The pattern of blocks that are repeated to a shape; ranks are equal. */
    static Pattern of(Shape shape, List<View> tensors) {
        return of(shape, tensors, false);
    }

    /** The same where the last axis of the shape, of several elements, is a row for itself. */
    static Pattern ofRows(Shape shape, List<View> tensors) {
        return of(shape, tensors, true);
    }

    private static Pattern of(Shape shape, List<View> tensors, boolean rows) {
        List<int[]> axes = new ArrayList<>();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int extent = shape.size(axis);
            if (extent == 1) {
                continue;
            }
            int[] next = new int[tensors.size() + 1];
            next[0] = extent;
            for (int i = 0; i < tensors.size(); i++) {
                next[i + 1] = tensors.get(i).step(axis);
            }
            if (axes.isEmpty() || rows && axes.size() == 1 || !continues(axes.getLast(), next)) {
                axes.add(next);
            } else {
                axes.getLast()[0] *= extent;
            }
        }
        if (axes.isEmpty()) {
            axes.add(new int[tensors.size() + 1]);
            axes.getFirst()[0] = 1;
        }
        int[] extents = axes.stream().mapToInt(axis -> axis[0]).toArray();
        int[][] strides = new int[tensors.size()][extents.length];
        for (int i = 0; i < tensors.size(); i++) {
            for (int axis = 0; axis < extents.length; axis++) {
                strides[i][axis] = axes.get(axis)[i + 1];
            }
        }
        return new Pattern(extents, strides);
    }

    /** Whether a step along the outer axis is the step behind the last one along the inner axis, for all tensors. */
    private static boolean continues(int[] inner, int[] outer) {
        for (int i = 1; i < inner.length; i++) {
            if (outer[i] != inner[0] * inner[i]) {
                return false;
            }
        }
        return true;
    }

    /** Elements of a row. */
    int row() {
        return extents[0];
    }

    /** How a tensor lies beside a row. */
    Access access(int tensor) {
        int[] steps = strides[tensor];
        if (steps[0] != 0) {
            return Access.ELEMENTS;
        }
        for (int step : steps) {
            if (step != 0) {
                return Access.ROW;
            }
        }
        return extents.length == 1 && extents[0] == 1 ? Access.ELEMENTS : Access.SINGLE;
    }

    /** Rows that follow each other at equal distances, from a row on, of at most so many. */
    int rowsFrom(int row, int most) {
        return extents.length == 1 ? 1 : Math.min(most, extents[1] - row % extents[1]);
    }

    /** How far the next row of a tensor lies. */
    int step(int tensor) {
        return extents.length == 1 ? 0 : strides[tensor][1];
    }

    /** Where a row of a tensor begins, counted from the tensor's first element. */
    int begin(int tensor, int row) {
        int begin = 0;
        int rest = row;
        for (int axis = 1; axis < extents.length && rest > 0; axis++) {
            int next = rest / extents[axis];
            begin += (rest - next * extents[axis]) * strides[tensor][axis];
            rest = next;
        }
        return begin;
    }
}
