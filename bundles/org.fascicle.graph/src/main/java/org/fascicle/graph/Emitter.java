package org.fascicle.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Select;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Transpose;

/**
 * Grows a graph node by node. Types are inferred at once, so a node that exists is well typed; the few shorthands
 * below are those that gradient rules are written in.
 */
public final class Emitter {
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Node> members = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private String origin = "";

    /** Appends a node. Throws {@link ShapeException}, with the current origin, when the operands do not fit. */
    public Node emit(Op op, List<Node> operands) {
        operands.forEach(operand -> own(operand, op));
        try {
            return append(new Node(op, operands, op.results(Node.types(operands)), origin));
        } catch (ShapeException misfit) {
            throw misfit.at(origin);
        }
    }

    /** Appends a node. */
    public Node emit(Op op, Node... operands) {
        return op instanceof Part part ? part(own(operands[0], op), part) : emit(op, List.of(operands));
    }

    /** Result number {@code index} of a node with several results; the node itself where it has one. */
    public Node part(Node node, int index) {
        return node.results().size() == 1 && index == 0 ? node : part(node, new Part(index));
    }

    private Node part(Node node, Part part) {
        return append(new Node(part, List.of(node), part.results(node.results()), origin));
    }

    private Node own(Node operand, Op op) {
        if (!members.contains(operand)) {
            throw new IllegalArgumentException(op.name() + " takes " + operand + " of another graph");
        }
        return operand;
    }

    private Node append(Node node) {
        nodes.add(node);
        members.add(node);
        return node;
    }

    /** A new named input; names are unique in a graph. */
    public Node input(String name, TensorType type) {
        if (inputs.containsKey(name)) {
            throw new IllegalArgumentException("the graph has an input " + name + " already: " + inputs.get(name));
        }
        Node input = append(new Node(new Input(name, type), List.of(), List.of(type), origin));
        inputs.put(name, input);
        return input;
    }

    /** Names a node as an output; names are unique in a graph. */
    public void output(String name, Node node) {
        if (!members.contains(node) || node.results().size() != 1) {
            throw new IllegalArgumentException("output " + name + " is one result of a node of this graph, not "
                    + node);
        }
        if (outputs.putIfAbsent(name, node) != null) {
            throw new IllegalArgumentException("the graph has an output " + name + " already");
        }
    }

    /** States that an output replaces an input in place once every read of the input is done. */
    public void alias(String input, String output) {
        aliases.put(input, output);
    }

    /** Emits under an origin, such as a layer path, which errors and profiles name. */
    public <T> T within(String path, Supplier<T> emission) {
        String outer = origin;
        origin = path;
        try {
            return emission.get();
        } finally {
            origin = outer;
        }
    }

    /** The origin in force. */
    public String origin() {
        return origin;
    }

    /** The nodes emitted so far, in topological order. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Whether this emitter made the node. */
    public boolean owns(Node node) {
        return members.contains(node);
    }

    /** The graph as it stands. */
    public Graph graph() {
        return new Graph(nodes, List.copyOf(inputs.values()), outputs, aliases);
    }

    /** Copies the body of a graph, its inputs replaced by the operands; gives what stands for its outputs, in order. */
    public List<Node> inline(Graph body, List<Node> operands) {
        Map<Node, Node> copies = new IdentityHashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            copies.put(body.inputs().get(i), operands.get(i));
        }
        for (Node node : body.nodes()) {
            copies.computeIfAbsent(node, original -> {
                List<Node> mapped = original.operands().stream().map(copies::get).toList();
                return original.op() instanceof Part part ? part(mapped.getFirst(), part) : emit(original.op(), mapped);
            });
        }
        return body.outputs().values().stream().map(copies::get).toList();
    }

    public Node constant(TensorType type, double value) {
        return emit(new Constant(type, List.of(value)));
    }

    public Node add(Node left, Node right) {
        return emit(new Add(), left, right);
    }

    public Node subtract(Node left, Node right) {
        return emit(new Subtract(), left, right);
    }

    public Node multiply(Node left, Node right) {
        return emit(new Multiply(), left, right);
    }

    public Node divide(Node left, Node right) {
        return emit(new Divide(), left, right);
    }

    public Node negate(Node node) {
        return emit(new Negate(), node);
    }

    /** {@code node · factor}. */
    public Node scale(Node node, double factor) {
        return multiply(node, constant(node.type(), factor));
    }

    public Node select(Node condition, Node whenTrue, Node whenFalse) {
        return emit(new Select(), condition, whenTrue, whenFalse);
    }

    /** Sum over axes, which stay with extent 1. */
    public Node sum(Node node, List<Integer> axes) {
        return axes.isEmpty() ? node : emit(new ReduceSum(axes), node);
    }

    public Node reshape(Node node, Shape shape) {
        return node.shape().equals(shape) ? node : emit(new Reshape(shape), node);
    }

    public Node broadcast(Node node, Shape shape) {
        return node.shape().equals(shape) ? node : emit(new Broadcast(shape), node);
    }

    public Node transpose(Node node, List<Integer> permutation) {
        return emit(new Transpose(permutation), node);
    }

    public Node dot(Node left, boolean transposeLeft, Node right, boolean transposeRight) {
        return emit(new Dot(transposeLeft, transposeRight), left, right);
    }
}
