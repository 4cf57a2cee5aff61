package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Pad;

/**
 * The terms of a sum of tensors that are surrounded by zeros, where each element comes from one of them: the gradient
 * of a tensor that was cut into slices.
 */
final class DisjointTerms {
    private DisjointTerms() {
    }

    /** A sum of such terms as a concatenation; nothing where it is one of others. */
    static Optional<Node> joined(List<Node> operands, Emitter emitter) {
        List<Node> terms = new ArrayList<>();
        if (!operands.stream().allMatch(operand -> collect(operand, terms))) {
            return Optional.empty();
        }
        return IntStream.range(0, terms.getFirst().shape().rank()).filter(axis -> fill(terms, axis)).boxed()
                .findFirst().map(axis -> emitter.emit(new Concatenate(axis),
                        inOrder(terms, axis).stream().map(pad -> pad.operand(0)).toList()));
    }

    /** Collects the terms of a sum; false where one is not surrounded by zeros. */
    private static boolean collect(Node node, List<Node> terms) {
        if (node.op() instanceof Add) {
            return node.operands().stream().allMatch(operand -> collect(operand, terms));
        }
        return node.op() instanceof Pad pad && pad.value() == 0 && terms.add(node);
    }

    /** Whether the terms lie one behind the other along an axis, and are whole on all others. */
    private static boolean fill(List<Node> terms, int axis) {
        int end = 0;
        for (Node term : inOrder(terms, axis)) {
            Pad pad = (Pad) term.op();
            boolean whole = IntStream.range(0, term.shape().rank()).allMatch(other -> pad.interior().get(other) == 0
                    && (other == axis || pad.low().get(other) == 0 && pad.high().get(other) == 0));
            if (!whole || pad.low().get(axis) != end) {
                return false;
            }
            end += term.operand(0).shape().size(axis);
        }
        return end == terms.getFirst().shape().size(axis);
    }

    private static List<Node> inOrder(List<Node> terms, int axis) {
        return terms.stream().sorted(Comparator.comparing(term -> ((Pad) term.op()).low().get(axis))).toList();
    }
}
