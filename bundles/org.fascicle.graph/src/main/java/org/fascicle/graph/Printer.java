package org.fascicle.graph;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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
        Map<Node, Integer> numbers = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            String operands = node.operands().stream().map(operand -> " %" + numbers.get(operand))
                    .collect(Collectors.joining());
            String types = node.results().stream().map(TensorType::toString).collect(Collectors.joining(" "));
            String attributes = node.op().attributes();
            text.append(indent).append('%').append(numbers.size()).append(' ').append(types).append(" = ")
                    .append(node.op().name()).append(operands)
                    .append(attributes.isEmpty() ? "" : " " + attributes);
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
