package org.fascicle.compiler;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Slice;

/**
 * Blocks of tensors in fusions: a slice that is read where it lies, and parts of a concatenation that are written where
 * they will lie.
 */
public final class Blocks {
    /** Neighbours in a slice from which on it is not worth a copy. */
    private static final int NEIGHBOURS = 64;
    /** Parts of a concatenation that a fusion writes. */
    private static final int MOST_PARTS = 8;

    private Blocks() {
    }

    /** Whether a node is a slice that whoever computes with it can read where it lies. */
    static boolean isRead(Node node) {
        return node.op() instanceof Slice slice && slice.strides().stream().allMatch(stride -> stride == 1)
                && neighbours(node.shape(), node.operand(0).shape()) >= NEIGHBOURS
                && switch (node.operand(0).op()) {
                    case Broadcast _, Constant _, Slice _, Concatenate _ -> false;
                    default -> true;
                };
    }

    /** Elements of a block that follow each other in the tensor around it. */
    private static int neighbours(Shape block, Shape whole) {
        int neighbours = 1;
        for (int axis = block.rank() - 1; axis >= 0; axis--) {
            neighbours *= block.size(axis);
            if (block.size(axis) != whole.size(axis)) {
                break;
            }
        }
        return neighbours;
    }

    /** Whether a node joins tensors that whoever computes them can write where they will lie. */
    static boolean isWritten(Node node) {
        List<Node> parts = node.operands();
        return node.op() instanceof Concatenate && parts.size() > 1 && parts.size() <= MOST_PARTS
                && neighbours(parts.getFirst().shape(), node.shape()) >= NEIGHBOURS
                && parts.stream().allMatch(part -> part.shape().equals(parts.getFirst().shape()));
    }

    /** Whether a fusion reads or writes blocks, so that an element has not the same place in all of its tensors. */
    public static boolean areIn(Fusion fusion) {
        return fusion.body().nodes().stream()
                .anyMatch(node -> node.op() instanceof Slice || node.op() instanceof Concatenate);
    }

    /** The blocks that a fusion reads of one of its operands, each once. */
    static Collection<Node> of(Fusion fusion, int operand) {
        Node input = fusion.body().inputs().get(operand);
        Map<Op, Node> blocks = new LinkedHashMap<>();
        fusion.body().nodes().stream().filter(node -> node.op() instanceof Slice && node.operand(0) == input)
                .forEach(node -> blocks.put(node.op(), node));
        return blocks.values();
    }

    /** Whether a fusion reads an operand as it is, and not only blocks of it. */
    static boolean isReadWhole(Fusion fusion, int operand) {
        Node input = fusion.body().inputs().get(operand);
        return fusion.body().outputs().containsValue(input) || fusion.body().nodes().stream()
                .anyMatch(node -> !(node.op() instanceof Slice) && node.operands().contains(input));
    }
}
