package org.fascicle.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An immutable program on tensors: named inputs, nodes in topological order, named outputs.
 *
 * @param nodes every node, each after its operands
 * @param inputs the nodes that are inputs, in order
 * @param outputs name → node, in order
 * @param aliases name of an input → name of the output that replaces it in place: the buffer of the input holds the
 *        output after the run, and every read of the input comes before the write
 */
public record Graph(List<Node> nodes, List<Node> inputs, Map<String, Node> outputs, Map<String, String> aliases) {
    public Graph {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    }

    /** The output of a name. */
    public Node output(String name) {
        Node node = outputs.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no output " + name + " in " + outputs.keySet());
        }
        return node;
    }

    /** The types of the inputs, in order. */
    public List<TensorType> inputTypes() {
        return Node.types(inputs);
    }

    /** The types of the outputs, in order. */
    public List<TensorType> outputTypes() {
        return Node.types(List.copyOf(outputs.values()));
    }

    /** Throws {@link IllegalStateException} with every fault found; gives the graph back where there is none. */
    public Graph verify() {
        Verifier.verify(this);
        return this;
    }

    /** The text form, one node a line: {@code %4 f32[32,8] = tanh %3}. */
    @Override
    public String toString() {
        return Printer.print(this);
    }
}
