package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.movement.Fill;
import org.fascicle.backend.cpu.movement.RowCopies;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Movement;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Reverse;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Transpose;

/** Movements as copies by strides. */
final class Movements {
    private final Node node;
    private final Bank bank;
    private final Place destination;
    private final int[] strides;
    private final List<Kernel> kernels = new ArrayList<>();

    private Movements(Node node, Place destination) {
        this.node = node;
        this.bank = Bank.of(node.dtype());
        this.destination = destination;
        this.strides = node.shape().strides();
    }

    static List<Kernel> of(Movement movement, Node node, Binding binding) {
        Movements movements = new Movements(node, binding.place(node));
        List<Place> sources = node.operands().stream().map(binding::place).toList();
        switch (movement) {
            case Reshape _ -> {
                // the same memory
            }
            case Transpose transpose -> movements.transpose(transpose, sources.getFirst());
            case Reverse(List<Integer> axes) -> movements.reverse(axes, sources.getFirst());
            case Slice slice -> movements.slice(slice, sources.getFirst());
            case Pad pad -> movements.pad(pad, sources.getFirst());
            case Concatenate(int axis) -> movements.concatenate(axis, sources);
            case Broadcast _ -> throw new IllegalStateException("a broadcast is a fusion");
        }
        return movements.kernels;
    }

    private void transpose(Transpose transpose, Place source) {
        int[] from = new int[strides.length];
        for (int axis = 0; axis < from.length; axis++) {
            from[axis] = node.operand(0).shape().strides()[transpose.permutation().get(axis)];
        }
        copy(node.shape(), source, from, destination, strides);
    }

    private void slice(Slice slice, Place source) {
        int[] from = node.operand(0).shape().strides();
        int start = 0;
        for (int axis = 0; axis < from.length; axis++) {
            start += slice.starts().get(axis) * from[axis];
            from[axis] *= slice.strides().get(axis);
        }
        copy(node.shape(), source.plus(start), from, destination, strides);
    }

    private void reverse(List<Integer> axes, Place source) {
        int[] from = strides.clone();
        int start = 0;
        for (int axis : axes) {
            start += Math.max(0, node.shape().size(axis) - 1) * strides[axis];
            from[axis] = -strides[axis];
        }
        copy(node.shape(), source.plus(start), from, destination, strides);
    }

    private void pad(Pad pad, Place source) {
        double value = node.dtype() == DType.BOOL && pad.value() != 0 ? 1 : pad.value();
        kernels.add(new Fill(bank, destination, node.shape().elements(), value));
        int[] to = strides.clone();
        int start = 0;
        for (int axis = 0; axis < to.length; axis++) {
            start += pad.low().get(axis) * to[axis];
            to[axis] *= pad.interior().get(axis) + 1;
        }
        Shape shape = node.operand(0).shape();
        copy(shape, source, shape.strides(), destination.plus(start), to);
    }

    private void concatenate(int axis, List<Place> sources) {
        List<StridedCopy> copies = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < sources.size(); i++) {
            Shape shape = node.operand(i).shape();
            copies.add(StridedCopy.of(bank, shape, sources.get(i), shape.strides(), destination.plus(start), strides));
            start += shape.size(axis) * strides[axis];
        }
        kernels.addAll(RowCopies.of(copies));
    }

    private void copy(Shape shape, Place source, int[] from, Place target, int[] to) {
        kernels.add(StridedCopy.of(bank, shape, source, from, target, to));
    }
}
