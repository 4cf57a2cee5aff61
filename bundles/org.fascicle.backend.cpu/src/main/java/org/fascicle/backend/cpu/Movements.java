package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.movement.Fill;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Movement;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Transpose;

/** Movements as copies by strides. */
final class Movements {
    private final Node node;
    private final Bank bank;
    private final int destination;
    private final int[] strides;
    private final List<Kernel> kernels = new ArrayList<>();

    private Movements(Node node, int destination) {
        this.node = node;
        this.bank = Bank.of(node.dtype());
        this.destination = destination;
        this.strides = node.shape().strides();
    }

    static List<Kernel> of(Movement movement, Node node, Binding binding) {
        Movements movements = new Movements(node, binding.offset(node));
        List<Integer> sources = node.operands().stream().map(binding::offset).toList();
        switch (movement) {
            case Reshape _ -> {
                // the same memory
            }
            case Transpose transpose -> movements.transpose(transpose, sources.getFirst());
            case Slice slice -> movements.slice(slice, sources.getFirst());
            case Pad pad -> movements.pad(pad, sources.getFirst());
            case Concatenate(int axis) -> movements.concatenate(axis, sources);
            case Broadcast _ -> throw new IllegalStateException("a broadcast is a fusion");
        }
        return movements.kernels;
    }

    private void transpose(Transpose transpose, int source) {
        int[] from = new int[strides.length];
        for (int axis = 0; axis < from.length; axis++) {
            from[axis] = node.operand(0).shape().strides()[transpose.permutation().get(axis)];
        }
        copy(node.shape(), source, from, destination, strides);
    }

    private void slice(Slice slice, int source) {
        int[] from = node.operand(0).shape().strides();
        int start = source;
        for (int axis = 0; axis < from.length; axis++) {
            start += slice.starts().get(axis) * from[axis];
            from[axis] *= slice.strides().get(axis);
        }
        copy(node.shape(), start, from, destination, strides);
    }

    private void pad(Pad pad, int source) {
        double value = node.dtype() == DType.BOOL && pad.value() != 0 ? 1 : pad.value();
        kernels.add(new Fill(bank, destination, node.shape().elements(), value));
        int[] to = strides.clone();
        int start = destination;
        for (int axis = 0; axis < to.length; axis++) {
            start += pad.low().get(axis) * to[axis];
            to[axis] *= pad.interior().get(axis) + 1;
        }
        Shape shape = node.operand(0).shape();
        copy(shape, source, shape.strides(), start, to);
    }

    private void concatenate(int axis, List<Integer> sources) {
        int start = destination;
        for (int i = 0; i < sources.size(); i++) {
            Shape shape = node.operand(i).shape();
            copy(shape, sources.get(i), shape.strides(), start, strides);
            start += shape.size(axis) * strides[axis];
        }
    }

    private void copy(Shape shape, int source, int[] from, int target, int[] to) {
        List<StridedCopy.Axis> box = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            box.add(new StridedCopy.Axis(shape.size(axis), from[axis], to[axis]));
        }
        kernels.add(new StridedCopy(bank, source, target, box));
    }
}
