package org.fascicle.compiler;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Select;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Transpose;

/**
 * Local algebra that keeps every value: neutral operands, arithmetic on constants, sums where each element comes from
 * one term, movements that undo one another, transpositions taken into products. Zero times something is left alone,
 * since something may be NaN.
 */
final class Simplify implements Pass {
    @Override
    public String name() {
        return "simplify";
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewrite.apply(graph, (node, operands, emitter) -> List.of(simplify(node, operands, emitter)
                .orElseGet(() -> Rewrite.copy(node, operands, emitter).getFirst())));
    }

    private static Optional<Node> simplify(Node node, List<Node> operands, Emitter emitter) {
        return switch (node.op()) {
            case Add _ -> arithmetic(node, operands, emitter)
                    .or(() -> Optional.of(operands.get(0)).filter(_ -> is(operands.get(1), 0)))
                    .or(() -> Optional.of(operands.get(1)).filter(_ -> is(operands.get(0), 0)))
                    .or(() -> DisjointTerms.joined(operands, emitter));
            case Subtract _ -> arithmetic(node, operands, emitter)
                    .or(() -> Optional.of(operands.get(0)).filter(_ -> is(operands.get(1), 0)));
            case Multiply _ -> arithmetic(node, operands, emitter)
                    .or(() -> Optional.of(operands.get(0)).filter(_ -> is(operands.get(1), 1)))
                    .or(() -> Optional.of(operands.get(1)).filter(_ -> is(operands.get(0), 1)));
            case Divide _ -> arithmetic(node, operands, emitter)
                    .or(() -> Optional.of(operands.get(0)).filter(_ -> is(operands.get(1), 1)));
            case Negate _ -> Optional.of(operands.getFirst())
                    .filter(operand -> operand.op() instanceof Negate).map(operand -> operand.operand(0))
                    .or(() -> negated(operands.getFirst(), emitter));
            case Select _ -> Optional.of(operands.get(1)).filter(branch -> branch == operands.get(2));
            case Cast(var dtype) -> Optional.of(operands.getFirst()).filter(operand -> operand.dtype() == dtype);
            case Reshape(var shape) -> splat(operands.getFirst(), node.type(), emitter)
                    .or(() -> Optional.of(emitter.reshape(behindReshapes(operands.getFirst()), shape)));
            case Broadcast(var shape) -> splat(operands.getFirst(), node.type(), emitter)
                    .or(() -> Optional.of(operands.getFirst()).filter(operand -> operand.shape().equals(shape)))
                    .or(() -> Optional.of(operands.getFirst()).filter(operand -> operand.op() instanceof Broadcast)
                            .map(operand -> emitter.broadcast(operand.operand(0), shape)));
            case Transpose transpose -> splat(operands.getFirst(), node.type(), emitter)
                    .or(() -> transpose(transpose, operands.getFirst(), emitter));
            case Slice _ -> splat(operands.getFirst(), node.type(), emitter)
                    .or(() -> Optional.of(operands.getFirst())
                            .filter(operand -> operand.shape().equals(node.shape())));
            case ReduceSum(var axes) -> Optional.of(operands.getFirst())
                    .filter(operand -> axes.stream().allMatch(axis -> operand.shape().size(axis) == 1));
            case Dot dot -> product(dot, operands, emitter);
            default -> Optional.empty();
        };
    }

    private static boolean is(Node node, double value) {
        return node.op() instanceof Constant constant && constant.isSplat() && constant.values().getFirst() == value
                && node.dtype().isFloating();
    }

    /**
     * Four operations on two constants; a double holds the result closely enough that rounding it once more is exact.
     */
    private static Optional<Node> arithmetic(Node node, List<Node> operands, Emitter emitter) {
        if (!node.dtype().isFloating() || !(operands.get(0).op() instanceof Constant left && left.isSplat()
                && operands.get(1).op() instanceof Constant right && right.isSplat())) {
            return Optional.empty();
        }
        double x = rounded(node.type(), left.values().getFirst());
        double y = rounded(node.type(), right.values().getFirst());
        double value = switch (node.op()) {
            case Add _ -> x + y;
            case Subtract _ -> x - y;
            case Multiply _ -> x * y;
            case Divide _ -> x / y;
            default -> throw new IllegalArgumentException(node + " is none of the four");
        };
        return Optional.of(emitter.constant(node.type(), rounded(node.type(), value)));
    }

    private static Optional<Node> negated(Node operand, Emitter emitter) {
        return operand.op() instanceof Constant constant && constant.isSplat()
                ? Optional.of(emitter.constant(operand.type(), -constant.values().getFirst())) : Optional.empty();
    }

    private static double rounded(TensorType type, double value) {
        return type.dtype() == DType.F32 ? (float) value : value;
    }

    private static Optional<Node> splat(Node operand, TensorType type, Emitter emitter) {
        return operand.op() instanceof Constant constant && constant.isSplat()
                ? Optional.of(emitter.constant(type, constant.values().getFirst())) : Optional.empty();
    }

    private static Node behindReshapes(Node node) {
        return node.op() instanceof Reshape ? behindReshapes(node.operand(0)) : node;
    }

    private static Optional<Node> transpose(Transpose outer, Node operand, Emitter emitter) {
        List<Integer> identity = IntStream.range(0, operand.shape().rank()).boxed().toList();
        if (outer.permutation().equals(identity)) {
            return Optional.of(operand);
        }
        if (operand.op() instanceof Transpose(List<Integer> inner)) {
            List<Integer> both = outer.permutation().stream().map(inner::get).toList();
            return Optional.of(both.equals(identity) ? operand.operand(0)
                    : emitter.transpose(operand.operand(0), both));
        }
        return Optional.empty();
    }

    private static Optional<Node> product(Dot dot, List<Node> operands, Emitter emitter) {
        boolean left = swapsLastAxes(operands.get(0));
        boolean right = swapsLastAxes(operands.get(1));
        return left || right ? Optional.of(emitter.dot(
                left ? operands.get(0).operand(0) : operands.get(0), dot.transposeLeft() ^ left,
                right ? operands.get(1).operand(0) : operands.get(1), dot.transposeRight() ^ right)) : Optional.empty();
    }

    private static boolean swapsLastAxes(Node node) {
        if (!(node.op() instanceof Transpose(List<Integer> permutation)) || permutation.size() < 2) {
            return false;
        }
        int last = permutation.size() - 1;
        return permutation.get(last) == last - 1 && permutation.get(last - 1) == last
                && IntStream.range(0, last - 1).allMatch(axis -> permutation.get(axis) == axis);
    }
}
