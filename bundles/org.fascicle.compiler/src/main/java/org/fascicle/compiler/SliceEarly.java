package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.compiler.strip.Readers;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
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
                        ? new Ahead(slice, node.shape(), sliced, emitter).of(node.operand(0), operands.getFirst())
                        : emitter.emit(node.op(), operands))));
    }

    /** The operations of which only slices are read, straight or through one such operation. */
    private static Set<Node> sliced(Graph graph) {
        Readers readers = new Readers(graph);
        Set<Node> sliced = new HashSet<>();
        for (Node node : graph.nodes().reversed()) {
            List<Node> read = readers.of(node);
            if (node.op() instanceof Elementwise && !readers.isOutput(node) && !read.isEmpty()
                    && node.operands().stream().allMatch(SliceEarly::isWorthCutting)
                    && (new HashSet<>(read).size() == 1 && sliced.contains(read.getFirst())
                    || read.stream().allMatch(Blocks::isRead) && read.stream().mapToLong(
                            reader -> reader.shape().elements()).sum() <= node.shape().elements())) {
                sliced.add(node);
            }
        }
        return sliced;
    }

    /** Whether a slice of a node costs no copy. */
    private static boolean isWorthCutting(Node node) {
        return switch (node.op()) {
            case Slice _, Concatenate _ -> false;
            case Constant constant -> constant.isSplat();
            default -> true;
        };
    }

    /**
     * One slice ahead of what it is taken of.
     *
     * @param shape of the slice
     * @param cut what there is of it, by the node that it is taken of
     */
    private record Ahead(Slice slice, Shape shape, Set<Node> sliced, Emitter emitter, Map<Node, Node> cut) {
        Ahead(Slice slice, Shape shape, Set<Node> sliced, Emitter emitter) {
            this(slice, shape, sliced, emitter, new IdentityHashMap<>());
        }

        /** The slice of a node that another one stands for in the new graph. */
        Node of(Node node, Node image) {
            Node known = cut.get(node);
            if (known == null) {
                known = make(node, image);
                cut.put(node, known);
            }
            return known;
        }

        private Node make(Node node, Node image) {
            if (sliced.contains(node)) {
                List<Node> operands = new ArrayList<>();
                for (int i = 0; i < node.operands().size(); i++) {
                    operands.add(of(node.operand(i), image.operand(i)));
                }
                return emitter.emit(node.op(), operands);
            }
            return switch (node.op()) {
                case Constant constant when constant.isSplat() ->
                    emitter.constant(node.type().with(shape), constant.values().getFirst());
                case Broadcast _ -> emitter.broadcast(within(image.operand(0)), shape);
                default -> emitter.emit(slice, image);
            };
        }

        /** What the slice leaves of a tensor that is repeated to the shape that is cut. */
        private Node within(Node repeated) {
            List<Integer> starts = new ArrayList<>(slice.starts());
            List<Integer> limits = new ArrayList<>(slice.limits());
            for (int axis = 0; axis < repeated.shape().rank(); axis++) {
                if (repeated.shape().size(axis) == 1) {
                    starts.set(axis, 0);
                    limits.set(axis, 1);
                }
            }
            Node part = emitter.emit(new Slice(starts, limits, slice.strides()), repeated);
            return part.shape().equals(repeated.shape()) ? repeated : part;
        }
    }
}
