package org.fascicle.backend.cpu.movement;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/**
 * Copies a box of elements from one pair of offset and strides to another: transposes, slices, pads and concatenations
 * are this. Axes that lie one behind the other on both sides become one.
 */
public final class StridedCopy implements Kernel {
    /**
     * An axis of the box.
     *
     * @param extent elements along it
     * @param from elements between neighbours in the source
     * @param to elements between neighbours in the destination
     */
    public record Axis(int extent, int from, int to) {
    }

    private final Bank bank;
    private final Place source;
    private final Place destination;
    private final Axis[] axes;
    private final int elements;

    /** A copy within one bank; the two sides do not overlap. */
    public StridedCopy(Bank bank, Place source, Place destination, List<Axis> box) {
        this.bank = bank;
        this.source = source;
        this.destination = destination;
        this.axes = merged(box).toArray(Axis[]::new);
        this.elements = box.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
    }

    /** A copy of a tensor with strides on both sides. */
    public static StridedCopy of(Bank bank, Shape shape, Place source, int[] from, Place destination, int[] to) {
        List<Axis> box = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            box.add(new Axis(shape.size(axis), from[axis], to[axis]));
        }
        return new StridedCopy(bank, source, destination, box);
    }

    private static List<Axis> merged(List<Axis> box) {
        List<Axis> merged = new ArrayList<>();
        for (Axis inner : box) {
            Axis outer = merged.isEmpty() ? null : merged.getLast();
            if (outer != null && outer.from() == inner.extent() * inner.from()
                    && outer.to() == inner.extent() * inner.to()) {
                merged.set(merged.size() - 1, new Axis(outer.extent() * inner.extent(), inner.from(), inner.to()));
            } else if (inner.extent() != 1) {
                merged.add(inner);
            }
        }
        while (merged.size() < 2) {
            merged.addFirst(new Axis(1, 0, 0));
        }
        return merged;
    }

    @Override
    public int extent() {
        return elements == 0 ? 0 : axes[0].extent();
    }

    @Override
    public long nanoseconds() {
        Axis last = axes[axes.length - 1];
        return last.from() == 1 && last.to() == 1 ? elements / 4 : elements / 2;
    }

    @Override
    public int scratchFloats() {
        return bank == Bank.FLOATS ? FloatPlane.SCRATCH : 0;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        walk(worker, 0, from, to, source.offset(), destination.offset());
    }

    private void walk(Worker worker, int depth, int first, int limit, int from, int to) {
        Axis axis = axes[depth];
        if (depth == axes.length - 2) {
            plane(worker, first, limit, axis, axes[depth + 1], from, to);
        } else {
            for (int i = first; i < limit; i++) {
                walk(worker, depth + 1, 0, axes[depth + 1].extent(), from + i * axis.from(), to + i * axis.to());
            }
        }
    }

    private void plane(Worker worker, int first, int limit, Axis rows, Axis columns, int from, int to) {
        Arena arena = worker.arena();
        if (columns.from() == 1 && columns.to() == 1) {
            Object array = switch (bank) {
                case FLOATS -> arena.floats();
                case INTS -> arena.ints();
                case BYTES -> arena.bytes();
            };
            for (int i = first; i < limit; i++) {
                System.arraycopy(array, from + i * rows.from(), array, to + i * rows.to(), columns.extent());
            }
        } else {
            switch (bank) {
                case FLOATS -> FloatPlane.copy(worker, first, limit, rows, columns, from, to);
                case INTS -> ints(arena.ints(), first, limit, rows, columns, from, to);
                case BYTES -> bytes(arena.bytes(), first, limit, rows, columns, from, to);
            }
        }
    }

    private static void ints(int[] array, int first, int limit, Axis rows, Axis columns, int from, int to) {
        for (int i = first; i < limit; i++) {
            for (int j = 0; j < columns.extent(); j++) {
                array[to + i * rows.to() + j * columns.to()] = array[from + i * rows.from() + j * columns.from()];
            }
        }
    }

    private static void bytes(byte[] array, int first, int limit, Axis rows, Axis columns, int from, int to) {
        for (int i = first; i < limit; i++) {
            for (int j = 0; j < columns.extent(); j++) {
                array[to + i * rows.to() + j * columns.to()] = array[from + i * rows.from() + j * columns.from()];
            }
        }
    }
}
