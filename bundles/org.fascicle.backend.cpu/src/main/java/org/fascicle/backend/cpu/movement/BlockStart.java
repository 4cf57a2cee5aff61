package org.fascicle.backend.cpu.movement;

import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/**
 * Moves a place to where a block of a tensor begins, as numbers say that are read at run time. They are clamped so that
 * the block lies inside.
 */
public final class BlockStart implements Kernel {
    private final Place.Moving block;
    private final Place whole;
    private final Place starts;
    private final int[] most;
    private final int[] strides;

    /**
     * A block of a tensor.
     *
     * @param block the place that is moved
     * @param whole where the tensor begins
     * @param starts where the block begins on each axis, among the ints
     */
    public BlockStart(Place.Moving block, Place whole, Place starts, Shape shape, Shape sizes) {
        this.block = block;
        this.whole = whole;
        this.starts = starts;
        this.strides = shape.strides();
        this.most = new int[shape.rank()];
        for (int axis = 0; axis < most.length; axis++) {
            most[axis] = shape.size(axis) - sizes.size(axis);
        }
    }

    @Override
    public int extent() {
        return 1;
    }

    @Override
    public long nanoseconds() {
        return 1;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int[] numbers = worker.arena().ints();
        int start = whole.offset();
        for (int axis = 0; axis < most.length; axis++) {
            start += Math.clamp(numbers[starts.offset() + axis], 0, most[axis]) * strides[axis];
        }
        block.moveTo(start);
    }
}
