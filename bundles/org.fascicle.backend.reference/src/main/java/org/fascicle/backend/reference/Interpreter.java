package org.fascicle.backend.reference;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Convolving;
import org.fascicle.graph.op.Cumulative;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Indexing;
import org.fascicle.graph.op.Movement;
import org.fascicle.graph.op.Ordering;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.Source;
import org.fascicle.graph.op.Windowed;

/** Runs a graph node by node. Every value is an array of doubles, rounded to its element type after each operation. */
public final class Interpreter {
    private Interpreter() {
    }

    /**
     * Runs a graph.
     *
     * @param inputs a tensor of the right type for each input
     * @return the outputs, in order
     */
    public static Map<String, HostTensor> run(Graph graph, Map<String, HostTensor> inputs) {
        List<String> faults = new ArrayList<>();
        List<double[]> operands = new ArrayList<>();
        for (Node input : graph.inputs()) {
            HostTensor value = inputs.get(input.op().name());
            if (value == null) {
                faults.add("input " + input.op().name() + " of " + input.type() + " is missing");
            } else if (!value.type().equals(input.type())) {
                faults.add("input " + input.op().name() + " is " + input.type() + ", not " + value.type());
            } else {
                operands.add(value.toDoubles());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        List<double[]> results = evaluate(graph, operands);
        Map<String, HostTensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name,
                HostTensor.of(node.type(), results.get(outputs.size()))));
        return outputs;
    }

    /** The values of the outputs, in order. */
    static List<double[]> evaluate(Graph graph, List<double[]> inputs) {
        Map<Node, List<double[]>> values = new IdentityHashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            values.put(graph.inputs().get(i), List.of(inputs.get(i)));
        }
        Map<Node, Integer> lastReads = Lifetimes.lastReads(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (!values.containsKey(node)) {
                values.put(node, node.op() instanceof Part(int index)
                        ? List.of(values.get(node.operand(0)).get(index))
                        : results(node, node.operands().stream().map(values::get).map(List::getFirst).toList()));
            }
            int place = i;
            node.operands().stream().filter(operand -> lastReads.get(operand) == place).forEach(values::remove);
        }
        return graph.outputs().values().stream().map(node -> values.get(node).getFirst()).toList();
    }

    private static List<double[]> results(Node node, List<double[]> operands) {
        return switch (node.op()) {
            case Elementwise op -> rounded(node, Elements.apply(op, node, operands));
            case Reduction op -> rounded(node, Reductions.apply(op, node, operands.getFirst()));
            case Movement op -> rounded(node, Movements.apply(op, node, operands));
            case Indexing op -> rounded(node, Rows.apply(op, node, operands));
            case Dot op -> rounded(node, Products.dot(op, node, operands.get(0), operands.get(1)));
            case Source op -> rounded(node, Sources.apply(op, node, operands));
            case Cumulative op -> rounded(node, Lines.apply(op, node, operands.getFirst()));
            case Ordering op -> rounded(node, Lines.apply(op, node, operands.getFirst()));
            case Convolving op -> rounded(node, Windows.apply(op, node, operands.get(0), operands.get(1)));
            case Windowed op -> rounded(node, Windows.apply(op, node, operands.getFirst()));
            case Scan op -> Recurrences.apply(op, node, operands);
            case Region op -> evaluate(op.body(), operands);
            case Part _ -> throw new IllegalStateException("a part is read where it stands");
        };
    }

    private static List<double[]> rounded(Node node, double[] values) {
        return List.of(Rounding.to(node.dtype(), values));
    }
}
