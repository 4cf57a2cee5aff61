package org.fascicle.workbench.check;

import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Region;

/**
 * Counts floating-point operations: 2·m·n·k for a product of [m, k] and [k, n], one for each element of an elementwise
 * result, and one for each element that is folded. Moving values costs none.
 */
final class Flops {
    private Flops() {
    }

    static long of(Graph graph) {
        long sum = 0;
        for (Node node : graph.nodes()) {
            sum += switch (node.op()) {
                case Dot dot -> product(node, dot);
                case Elementwise _ -> node.shape().elements();
                case Reduction _ -> node.operand(0).shape().elements();
                case Region region -> of(region.body());
                default -> 0;
            };
        }
        return sum;
    }

    private static long product(Node node, Dot dot) {
        Shape left = node.operand(0).shape();
        return 2L * node.shape().elements() * left.size(dot.transposeLeft() ? -2 : -1);
    }
}
