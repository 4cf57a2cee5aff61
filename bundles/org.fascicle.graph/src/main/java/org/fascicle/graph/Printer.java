package org.fascicle.graph;

import java.util.IdentityHashMap;
import java.util.Map;
import org.fascicle.graph.op.Region;

/** Writes a graph as text; numbers follow the order of the nodes, so equal graphs print alike. */
final class Printer {
    private final StringBuilder text = new StringBuilder();

    static String print(Graph graph) {
        Printer printer = new Printer();
        printer.write(graph, "");
        return printer.text.toString();
    }

    private void write(Graph graph, String indent) {
        Map<Node, Integer> numbers = new IdentityHashMap<>(graph.nodes().size());
        for (Node node : graph.nodes()) {
            text.append(indent).append('%').append(numbers.size());
            for (TensorType type : node.results()) {
                text.append(' ').append(type);
            }
            text.append(" = ").append(node.op().name());
            for (Node operand : node.operands()) {
                text.append(" %").append(numbers.get(operand));
            }
            String attributes = node.op().attributes();
            if (!attributes.isEmpty()) {
                text.append(' ').append(attributes);
            }
            if (node.op() instanceof Region region) {
                text.append(" {\n");
                write(region.body(), indent + "  ");
                text.append(indent).append('}');
            }
            text.append('\n');
            numbers.put(node, numbers.size());
        }
        graph.outputs().forEach((name, node) -> text.append(indent).append(name).append(" = %")
                .append(numbers.get(node)).append('\n'));
        graph.aliases().forEach((input, output) -> text.append(indent).append("alias ").append(input).append(" ← ")
                .append(output).append('\n'));
    }
}
