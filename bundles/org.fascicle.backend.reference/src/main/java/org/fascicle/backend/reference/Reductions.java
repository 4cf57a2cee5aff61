package org.fascicle.backend.reference;

import java.util.Arrays;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ReduceMin;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reduction;

/** Folds axes, in row-major order; a sum of floats is rounded once, at its end. */
final class Reductions {
    private Reductions() {
    }

    static double[] apply(Reduction op, Node node, double[] operand) {
        Shape from = node.operand(0).shape();
        boolean floating = node.dtype().isFloating();
        double[] result = new double[node.shape().elements()];
        Arrays.fill(result, neutral(op, node.dtype()));
        for (int i = 0; i < operand.length; i++) {
            int[] place = Coordinates.of(i, from);
            op.axes().forEach(axis -> place[axis] = 0);
            int into = Coordinates.number(place, node.shape());
            result[into] = switch (op) {
                case ReduceSum _ -> floating ? result[into] + operand[i] : (int) result[into] + (int) operand[i];
                case ReduceMax _ -> Math.max(result[into], operand[i]);
                case ReduceMin _ -> Math.min(result[into], operand[i]);
            };
        }
        return result;
    }

    private static double neutral(Reduction op, DType dtype) {
        return switch (op) {
            case ReduceSum _ -> 0;
            case ReduceMax _ -> dtype.isFloating() ? Double.NEGATIVE_INFINITY : Integer.MIN_VALUE;
            case ReduceMin _ -> dtype.isFloating() ? Double.POSITIVE_INFINITY : Integer.MAX_VALUE;
        };
    }
}
