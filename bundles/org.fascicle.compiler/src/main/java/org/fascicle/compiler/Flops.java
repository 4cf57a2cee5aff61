package org.fascicle.compiler;

import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.ConvolutionWeightGradient;
import org.fascicle.graph.op.Convolving;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Scan;

/**
 * Counts floating-point operations: 2·m·n·k for a product of [m, k] and [k, n], two for each weight that a position of
 * a convolution meets, one for each element of an elementwise result, and one for each element that is folded. Moving
 * values costs none.
 */
public final class Flops {
    private Flops() {
    }

    /** Those of one run of a graph. */
    public static long of(Graph graph) {
        return graph.nodes().stream().mapToLong(Flops::of).sum();
    }

    /** Those of products and convolutions alone, which is what a peak of multiplications and additions is shared by. */
    public static long ofProducts(Graph graph) {
        return graph.nodes().stream().mapToLong(node -> switch (node.op()) {
            case Dot _, Convolving _ -> of(node);
            case Scan scan -> scan.length() * ofProducts(scan.body());
            case Region region -> ofProducts(region.body());
            default -> 0;
        }).sum();
    }

    /** Those of one node. */
    public static long of(Node node) {
        return switch (node.op()) {
            case Dot dot -> product(node, dot);
            case Elementwise _ -> node.shape().elements();
            case Reduction _ -> node.operand(0).shape().elements();
            case Convolving convolving -> convolution(node, convolving);
            case Scan scan -> scan.length() * of(scan.body());
            case Region region -> of(region.body());
            default -> 0;
        };
    }

    /** All three of the family do the same work: a multiplication and an addition for each tap, in- and out-channel. */
    private static long convolution(Node node, Convolving op) {
        Shape y = switch (op) {
            case Convolution _ -> node.shape();
            case ConvolutionDataGradient _ -> node.operand(0).shape();
            case ConvolutionWeightGradient _ -> node.operand(1).shape();
        };
        Shape x = op instanceof ConvolutionDataGradient gradient ? gradient.x() : node.operand(0).shape();
        return 2L * y.elements() * op.window().elements() * (x.size(-1) / op.groups());
    }

    private static long product(Node node, Dot dot) {
        Shape left = node.operand(0).shape();
        return 2L * node.shape().elements() * left.size(dot.transposeLeft() ? -2 : -1);
    }
}
