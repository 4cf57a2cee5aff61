package org.fascicle.backend.reference;

import java.util.Arrays;
import java.util.List;
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

/** Puts elements elsewhere: for each place of the result, the place that it is read from (or the other way round). */
final class Movements {
    private Movements() {
    }

    static double[] apply(Movement op, Node node, List<double[]> operands) {
        return switch (op) {
            case Broadcast _ -> broadcast(node, operands.getFirst());
            case Concatenate(int axis) -> concatenate(axis, node, operands);
            case Pad pad -> pad(pad, node, operands.getFirst());
            case Reshape _ -> operands.getFirst().clone();
            case Reverse(List<Integer> axes) -> reverse(axes, node, operands.getFirst());
            case Slice slice -> slice(slice, node, operands.getFirst());
            case Transpose(List<Integer> permutation) -> transpose(permutation, node, operands.getFirst());
        };
    }

    private static double[] broadcast(Node node, double[] operand) {
        Shape from = node.operand(0).shape();
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            int[] place = Coordinates.of(i, node.shape());
            for (int axis = 0; axis < place.length; axis++) {
                place[axis] = from.size(axis) == 1 ? 0 : place[axis];
            }
            result[i] = operand[Coordinates.number(place, from)];
        }
        return result;
    }

    private static double[] concatenate(int axis, Node node, List<double[]> operands) {
        double[] result = new double[node.shape().elements()];
        int start = 0;
        for (int part = 0; part < operands.size(); part++) {
            Shape from = node.operand(part).shape();
            for (int i = 0; i < from.elements(); i++) {
                int[] place = Coordinates.of(i, from);
                place[axis] += start;
                result[Coordinates.number(place, node.shape())] = operands.get(part)[i];
            }
            start += from.size(axis);
        }
        return result;
    }

    private static double[] pad(Pad pad, Node node, double[] operand) {
        double[] result = new double[node.shape().elements()];
        Arrays.fill(result, pad.value());
        for (int i = 0; i < operand.length; i++) {
            int[] place = Coordinates.of(i, node.operand(0).shape());
            for (int axis = 0; axis < place.length; axis++) {
                place[axis] = pad.low().get(axis) + place[axis] * (1 + pad.interior().get(axis));
            }
            result[Coordinates.number(place, node.shape())] = operand[i];
        }
        return result;
    }

    private static double[] reverse(List<Integer> axes, Node node, double[] operand) {
        double[] result = new double[operand.length];
        for (int i = 0; i < result.length; i++) {
            int[] place = Coordinates.of(i, node.shape());
            axes.forEach(axis -> place[axis] = node.shape().size(axis) - 1 - place[axis]);
            result[i] = operand[Coordinates.number(place, node.shape())];
        }
        return result;
    }

    private static double[] slice(Slice slice, Node node, double[] operand) {
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            int[] place = Coordinates.of(i, node.shape());
            for (int axis = 0; axis < place.length; axis++) {
                place[axis] = slice.starts().get(axis) + place[axis] * slice.strides().get(axis);
            }
            result[i] = operand[Coordinates.number(place, node.operand(0).shape())];
        }
        return result;
    }

    private static double[] transpose(List<Integer> permutation, Node node, double[] operand) {
        double[] result = new double[operand.length];
        for (int i = 0; i < result.length; i++) {
            int[] place = Coordinates.of(i, node.shape());
            int[] source = new int[place.length];
            for (int axis = 0; axis < place.length; axis++) {
                source[permutation.get(axis)] = place[axis];
            }
            result[i] = operand[Coordinates.number(source, node.operand(0).shape())];
        }
        return result;
    }
}
