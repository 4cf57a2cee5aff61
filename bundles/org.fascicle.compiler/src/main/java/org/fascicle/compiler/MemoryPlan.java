package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.backend.MemoryException;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Source;

/**
 * Where each intermediate value of a lowered graph lies: an offset in the arena of its element type, reused once its
 * last reader is done, or by that reader where it goes element by element.
 *
 * @param places for each node that has memory of its own, the place of each of its results
 * @param sizes elements that each arena needs
 * @param inPlace names of outputs that may be written straight into the buffer of the input that they replace: nothing
 *        reads the input any more, or only the node that writes, element by element
 */
public record MemoryPlan(Map<Node, List<Place>> places, Map<Arena, Integer> sizes, Set<String> inPlace) {
    /** Offsets are multiples of this many elements, so that float rows start on a cache line. */
    private static final int ALIGNMENT = 64;

    /** Memory of one kind of elements. */
    public enum Arena {
        /** f32. */
        FLOATS,
        /** f64. */
        DOUBLES,
        /** i32. */
        INTS,
        /** u8 and bool. */
        BYTES;

        /** The arena of an element type. */
        public static Arena of(DType dtype) {
            return switch (dtype) {
                case F32 -> FLOATS;
                case F64 -> DOUBLES;
                case I32 -> INTS;
                case U8, BOOL -> BYTES;
            };
        }
    }

    /**
     * A run of elements.
     *
     * @param arena where
     * @param offset first element
     */
    public record Place(Arena arena, int offset) {
    }

    /**
     * The node whose memory holds a value: reshapes and parts have none of their own.
     *
     * @param node an input, or a node with places
     * @param result the number of its result
     */
    public record Root(Node node, int result) {
    }

    /** The node whose memory holds the value of a node. */
    public static Root root(Node node) {
        return switch (node.op()) {
            case Reshape _ -> root(node.operand(0));
            case Part(int index) -> new Root(node.operand(0), index);
            default -> new Root(node, 0);
        };
    }

    /**
     * Plans a graph.
     *
     * @throws MemoryException when the values of one element type are more than an arena can hold
     */
    public static MemoryPlan of(Graph graph) {
        try {
            return plan(graph);
        } catch (ArithmeticException overflow) {
            throw new MemoryException("the intermediate values of one step have more than 2147483647 elements of one "
                    + "type; make the layers or the batch smaller");
        }
    }

    /** Every value at one place, inputs too: memory for running each node of a graph alone, whatever comes out. */
    public static MemoryPlan overlapping(Graph graph) {
        Map<Node, List<Place>> places = new IdentityHashMap<>();
        Map<Arena, Integer> sizes = new EnumMap<>(Arena.class);
        for (Node node : graph.nodes()) {
            if (ownsMemory(node) || node.op() instanceof Input) {
                node.results().forEach(type -> sizes.merge(Arena.of(type.dtype()), padded(type), Math::max));
                places.put(node, node.results().stream().map(type -> new Place(Arena.of(type.dtype()), 0)).toList());
            }
        }
        return new MemoryPlan(places, sizes, Set.of());
    }

    private static MemoryPlan plan(Graph graph) {
        Map<Node, Integer> lastUse = lastUses(graph);
        Map<Arena, FreeSpace> arenas = new EnumMap<>(Arena.class);
        Map<Node, List<Place>> places = new IdentityHashMap<>();
        List<List<Node>> dying = new ArrayList<>();
        graph.nodes().forEach(node -> dying.add(new ArrayList<>()));
        int now = 0;
        for (Node node : graph.nodes()) {
            Set<Root> passedOn = new HashSet<>();
            if (ownsMemory(node)) {
                List<Place> own = new ArrayList<>();
                for (TensorType type : node.results()) {
                    Optional<Root> replaced = replaced(node, type, lastUse, now, passedOn);
                    replaced.ifPresent(passedOn::add);
                    own.add(replaced.map(root -> places.get(root.node()).get(root.result()))
                            .orElseGet(() -> take(type, arenas)));
                }
                places.put(node, own);
                int end = lastUse.getOrDefault(node, now);
                if (end < graph.nodes().size()) {
                    dying.get(end).add(node);
                }
            }
            for (Node dead : dying.get(now)) {
                for (int i = 0; i < dead.results().size(); i++) {
                    if (passedOn.contains(new Root(dead, i))) {
                        continue;
                    }
                    Place place = places.get(dead).get(i);
                    arenas.get(place.arena()).release(place.offset(), padded(dead.results().get(i)));
                }
            }
            now++;
        }
        Map<Arena, Integer> sizes = new EnumMap<>(Arena.class);
        arenas.forEach((arena, space) -> sizes.put(arena, space.size()));
        return new MemoryPlan(places, sizes, inPlace(graph));
    }

    private static Place take(TensorType type, Map<Arena, FreeSpace> arenas) {
        Arena arena = Arena.of(type.dtype());
        return new Place(arena, arenas.computeIfAbsent(arena, key -> new FreeSpace()).take(padded(type)));
    }

    /** An operand that nobody reads any more and whose elements a result of its type may replace one by one. */
    private static Optional<Root> replaced(Node node, TensorType type, Map<Node, Integer> lastUse, int now,
            Set<Root> passedOn) {
        for (Node operand : node.operands()) {
            Root root = root(operand);
            if (operand.type().equals(type) && ownsMemory(root.node()) && !(root.node().op() instanceof Source)
                    && lastUse.get(root.node()) == now && !passedOn.contains(root)
                    && readsElementwise(node, root.node(), type.shape())) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    private static boolean ownsMemory(Node node) {
        return !(node.op() instanceof Input || node.op() instanceof Reshape || node.op() instanceof Part);
    }

    private static int padded(TensorType type) {
        return Math.max(1, Math.ceilDiv(type.shape().elements(), ALIGNMENT)) * ALIGNMENT;
    }

    /** For each root the position of its last reader; outputs live beyond the end. */
    private static Map<Node, Integer> lastUses(Graph graph) {
        Map<Node, Integer> last = new IdentityHashMap<>();
        int position = 0;
        for (Node node : graph.nodes()) {
            for (Node operand : node.operands()) {
                last.put(root(operand).node(), position);
            }
            position++;
        }
        graph.outputs().values().forEach(node -> last.put(root(node).node(), graph.nodes().size()));
        return last;
    }

    private static Set<String> inPlace(Graph graph) {
        Map<String, Node> inputs = new HashMap<>();
        graph.inputs().forEach(input -> inputs.put(((Input) input.op()).name(), input));
        Map<Node, Integer> lastUse = lastUses(graph);
        Map<Node, Integer> position = new IdentityHashMap<>();
        graph.nodes().forEach(node -> position.put(node, position.size()));
        Set<String> safe = new HashSet<>();
        Set<Root> written = new HashSet<>();
        graph.aliases().forEach((name, output) -> {
            Node input = inputs.get(name);
            Root writer = root(graph.output(output));
            if (writer.node().op() instanceof Input || !written.add(writer)) {
                return;
            }
            int write = position.get(writer.node());
            int read = lastUse.getOrDefault(input, -1);
            if (read < write || read == write && readsElementwise(writer.node(), input, input.shape())) {
                safe.add(output);
            }
        });
        return safe;
    }

    /** Whether a node reads a value of some shape only at the places that it writes. */
    private static boolean readsElementwise(Node node, Node input, Shape shape) {
        for (int i = 0; i < node.operands().size(); i++) {
            if (root(node.operand(i)).node() == input && !(node.operand(i).shape().equals(shape)
                    && !(node.op() instanceof Fusion fusion && !Blocks.of(fusion, i).isEmpty()))) {
                return false;
            }
        }
        return switch (node.op()) {
            case Elementwise _ -> true;
            // parts of a concatenation have memory of their own
            case Fusion(var body) -> body.outputs().values().stream()
                    .allMatch(result -> result.shape().equals(shape) || result.op() instanceof Concatenate);
            default -> false;
        };
    }
}
