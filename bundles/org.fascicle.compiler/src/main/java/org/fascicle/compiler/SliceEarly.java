package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fascicle.compiler.strip.Readers;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Slice;

/**
 * Takes slices ahead of elementwise operations of which only slices are read: {@code slice(a + b)} becomes
 * {@code slice(a) + slice(b)}, so that whoever reads the slice can do the operation too. No more elements are computed
 * than before.
 */
final class SliceEarly implements Pass {
    @Override
    public String name() {
        return "slice early";
    }

    @Override
    public Graph apply(Graph graph) {
        Set<Node> sliced = sliced(graph);
        return sliced.isEmpty() ? graph : Rewrite.withoutDeadNodes(Rewrite.apply(graph, (node, operands, emitter) ->
                List.of(node.op() instanceof Slice slice && sliced.contains(node.operand(0))
                        ? ahead(slice, node.shape(), node.operand(0), operands.getFirst(), sliced, emitter)
                        : emitter.emit(node.op(), operands))));
    }

    /** The operations of which only slices are read, straight or through one such operation. */
    private static Set<Node> sliced(Graph graph) {
        Readers readers = new Readers(graph);
        Set<Node> sliced = new HashSet<>();
        for (Node node : graph.nodes().reversed()) {
            List<Node> read = readers.of(node);
            if (node.op() instanceof Elementwise && !readers.isOutput(node) && !read.isEmpty()
                    && (new HashSet<>(read).size() == 1 && sliced.contains(read.getFirst())
                    || read.stream().allMatch(Blocks::isRead) && read.stream().mapToLong(
                            reader -> reader.shape().elements()).sum() <= node.shape().elements())) {
                sliced.add(node);
            }
        }
        return sliced;
    }

    /**
     * A slice of what a node computes.
     *
     * @param shape of the slice
     * @param image what stands for the node in the new graph
     */
    private static Node ahead(Slice slice, Shape shape, Node node, Node image, Set<Node> sliced, Emitter emitter) {
        if (sliced.contains(node)) {
            List<Node> operands = new ArrayList<>();
            for (int i = 0; i < node.operands().size(); i++) {
                operands.add(ahead(slice, shape, node.operand(i), image.operand(i), sliced, emitter));
            }
            return emitter.emit(node.op(), operands);
        }
        if (node.op() instanceof Constant constant && constant.isSplat()) {
            return emitter.constant(node.type().with(shape), constant.values().getFirst());
        }
        return node.op() instanceof Broadcast ? emitter.broadcast(within(slice, image.operand(0), emitter), shape)
                : emitter.emit(slice, image);
    }

    /** What a slice leaves of a tensor that is repeated to the shape that is cut. */
    private static Node within(Slice slice, Node repeated, Emitter emitter) {
        List<Integer> starts = new ArrayList<>(slice.starts());
        List<Integer> limits = new ArrayList<>(slice.limits());
        for (int axis = 0; axis < repeated.shape().rank(); axis++) {
            if (repeated.shape().size(axis) == 1) {
                starts.set(axis, 0);
                limits.set(axis, 1);
            }
        }
        Node cut = emitter.emit(new Slice(starts, limits, slice.strides()), repeated);
        return cut.shape().equals(repeated.shape()) ? repeated : cut;
    }
}
