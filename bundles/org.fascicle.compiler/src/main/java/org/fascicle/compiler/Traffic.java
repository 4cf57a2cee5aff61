package org.fascicle.compiler;

import java.util.HashSet;
import java.util.Set;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.DynamicSlice;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.Slice;

/**
 * Counts the bytes that a graph reads and writes at the least: each operation of a lowered graph reads each of its
 * operands once and writes each of its results once. What takes some elements of an operand reads only these. Reshapes
 * move nothing; inputs and numbers known beforehand cost where they are read, and a number that stands for a whole
 * tensor nothing, unless it is a result.
 */
public final class Traffic {
    private Traffic() {
    }

    /** Those of one run of a graph. */
    public static long of(Graph graph) {
        return graph.nodes().stream().mapToLong(Traffic::of).sum() + graph.outputs().values().stream()
                .filter(output -> output.op() instanceof Constant).mapToLong(output -> output.type().bytes()).sum();
    }

    /** Those of one node. */
    public static long of(Node node) {
        return switch (node.op()) {
            case Input _, Constant _, Iota _, Reshape _, Part _ -> 0;
            case Scan scan -> scan.length() * of(scan.body());
            case Slice _ -> 2 * written(node);
            case DynamicSlice _, Gather _ -> 2 * written(node) + node.operand(1).type().bytes();
            default -> read(node) + written(node);
        };
    }

    private static long read(Node node) {
        Set<MemoryPlan.Root> seen = new HashSet<>();
        long read = 0;
        for (int i = 0; i < node.operands().size(); i++) {
            Node operand = node.operand(i);
            if (node.op() instanceof Fusion fusion && !Blocks.isReadWhole(fusion, i)) {
                read += Blocks.of(fusion, i).stream().mapToLong(block -> block.type().bytes()).sum();
            } else if (!isOneNumber(operand) && seen.add(MemoryPlan.root(operand))) {
                read += operand.type().bytes();
            }
        }
        return read;
    }

    private static long written(Node node) {
        return node.results().stream().mapToLong(TensorType::bytes).sum();
    }

    private static boolean isOneNumber(Node node) {
        return node.op() instanceof Constant constant && constant.isSplat();
    }
}
