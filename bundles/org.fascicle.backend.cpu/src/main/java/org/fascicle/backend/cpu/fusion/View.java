package org.fascicle.backend.cpu.fusion;

import org.fascicle.graph.Shape;

/**
 * Where a block of a tensor lies in it: all of the tensor, or what a slice takes of it.
 *
 * @param tensor the number of the tensor among its like
 * @param offset the first element of the block, counted from the tensor's first one
 * @param shape of the block
 * @param strides how far the block goes on along each of its axes
 */
record View(int tensor, int offset, Shape shape, int[] strides) {
    /** A whole tensor. */
    static View whole(int tensor, Shape shape) {
        return new View(tensor, 0, shape, shape.strides());
    }

    /** A block of neighbours that begins at some places of a tensor. */
    static View block(int tensor, Shape whole, Iterable<Integer> starts, Shape shape) {
        int offset = 0;
        int axis = 0;
        for (int start : starts) {
            offset += start * whole.strides()[axis++];
        }
        return new View(tensor, offset, shape, whole.strides());
    }

    /** How far to go for the next element along an axis; 0 where there is only one, which is repeated. */
    int step(int axis) {
        return shape.size(axis) == 1 ? 0 : strides[axis];
    }
}
