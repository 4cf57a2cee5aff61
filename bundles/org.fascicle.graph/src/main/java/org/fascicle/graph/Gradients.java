package org.fascicle.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Part;

/**
 * Reverse-mode differentiation, graph to graph: the derivative is emitted behind the nodes it derives, in operations
 * that have derivatives themselves, so gradients of gradients need nothing else.
 */
public final class Gradients {
    private final Emitter emitter;
    private final Set<Node> active;
    private final Map<Node, Node[]> cotangents = new IdentityHashMap<>();

    private Gradients(Emitter emitter, Set<Node> active) {
        this.emitter = emitter;
        this.active = active;
    }

    /**
     * The derivative of a scalar by each of some nodes; zeros for those it does not depend on.
     *
     * @param emitter the graph that holds the nodes, and that grows
     * @param loss a floating scalar
     * @param by the nodes to derive by
     */
    public static List<Node> of(Emitter emitter, Node loss, List<Node> by) {
        if (!loss.shape().equals(Shape.SCALAR) || !loss.dtype().isFloating()) {
            throw new ShapeException("gradient", List.of(loss.type()), "a loss is a floating scalar",
                    "reduce it with mean() or sum()");
        }
        return of(emitter, List.of(loss), List.of(emitter.constant(loss.type(), 1)), by);
    }

    /**
     * The vector-Jacobian product: the derivative of {@code Σ ⟨output, cotangent⟩} by each of some nodes.
     *
     * @param outputs nodes of any floating type
     * @param seeds their cotangents, of the same types
     */
    public static List<Node> of(Emitter emitter, List<Node> outputs, List<Node> seeds, List<Node> by) {
        List<Node> forward = List.copyOf(emitter.nodes());
        Gradients gradients = new Gradients(emitter, dependents(forward, by));
        for (int i = 0; i < outputs.size(); i++) {
            gradients.add(outputs.get(i), 0, seeds.get(i));
        }
        for (Node node : forward.reversed()) {
            gradients.pull(node);
        }
        List<Node> results = new ArrayList<>();
        for (Node node : by) {
            results.add(gradients.cotangent(node, 0));
        }
        return results;
    }

    private static Set<Node> dependents(List<Node> forward, List<Node> by) {
        Set<Node> active = Collections.newSetFromMap(new IdentityHashMap<>());
        active.addAll(by);
        for (Node node : forward) {
            if (node.operands().stream().anyMatch(active::contains)) {
                active.add(node);
            }
        }
        return active;
    }

    /** Whether a cotangent is known to be zero everywhere, so that nothing has to follow from it. */
    public static boolean isZero(Node cotangent) {
        return cotangent.op() instanceof Constant constant && constant.isSplat() && constant.values().getFirst() == 0;
    }

    private void pull(Node node) {
        if (!active.contains(node) || node.operands().isEmpty() || !cotangents.containsKey(node)) {
            return;
        }
        emitter.within(node.origin(), () -> {
            if (node.op() instanceof Part(int index)) {
                add(node.operand(0), index, cotangent(node, 0));
            } else {
                node.op().gradient(node, new Rule(node));
            }
            return node;
        });
    }

    private Node cotangent(Node node, int result) {
        Node[] sums = cotangents.get(node);
        return sums == null || sums[result] == null ? emitter.constant(node.results().get(result), 0) : sums[result];
    }

    private void add(Node node, int result, Node cotangent) {
        TensorType type = node.results().get(result);
        if (!active.contains(node) || !type.dtype().isFloating() || isZero(cotangent)) {
            return;
        }
        if (!cotangent.type().equals(type)) {
            throw new IllegalStateException("the gradient of " + node + " came as " + cotangent.type());
        }
        Node[] sums = cotangents.computeIfAbsent(node, key -> new Node[key.results().size()]);
        sums[result] = sums[result] == null ? cotangent : emitter.add(sums[result], cotangent);
    }

    private final class Rule implements Pullback {
        private final Node node;

        Rule(Node node) {
            this.node = node;
        }

        @Override
        public Emitter emitter() {
            return emitter;
        }

        @Override
        public Node cotangent(int result) {
            return Gradients.this.cotangent(node, result);
        }

        @Override
        public void add(int operand, Node cotangent) {
            Gradients.this.add(node.operand(operand), 0, cotangent);
        }

        @Override
        public String toString() {
            return "pullback of " + node + " by " + Arrays.toString(cotangents.get(node));
        }
    }
}
