package org.fascicle.graph;

import java.util.List;
import org.fascicle.graph.op.Op;

/**
 * One application of an operation in a graph. Nodes are compared by identity; an {@link Emitter} makes them.
 */
public final class Node {
    private final Op op;
    private final List<Node> operands;
    private final List<TensorType> results;
    private final String origin;

    Node(Op op, List<Node> operands, List<TensorType> results, String origin) {
        this.op = op;
        this.operands = List.copyOf(operands);
        this.results = List.copyOf(results);
        this.origin = origin;
    }

    /** What is computed. */
    public Op op() {
        return op;
    }

    /** From what it is computed. */
    public List<Node> operands() {
        return operands;
    }

    /** One operand. */
    public Node operand(int index) {
        return operands.get(index);
    }

    /** The types of all results; most operations have one. */
    public List<TensorType> results() {
        return results;
    }

    /** The type of the one result. */
    public TensorType type() {
        if (results.size() != 1) {
            throw new IllegalStateException(op.name() + " has " + results.size() + " results; take one by Part");
        }
        return results.getFirst();
    }

    /** The types of nodes of one result each, in their order; made often, hence no stream. */
    static List<TensorType> types(List<Node> nodes) {
        TensorType[] types = new TensorType[nodes.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = nodes.get(i).type();
        }
        return List.of(types);
    }

    /** The shape of the one result. */
    public Shape shape() {
        return type().shape();
    }

    /** The element type of the one result. */
    public DType dtype() {
        return type().dtype();
    }

    /** The path of the layer (or the name of the phase) that this node was emitted for; empty at top level. */
    public String origin() {
        return origin;
    }

    @Override
    public String toString() {
        return results + " = " + op.name() + (origin.isEmpty() ? "" : " @" + origin);
    }
}
