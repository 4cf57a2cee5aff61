package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Scan;

/** Drops outputs of scans that nobody reads and operands that their bodies do not read, and lowers the bodies. */
final class LowerScans implements Pass {
    private final UnaryOperator<Graph> passes;

    /** What a body goes through. */
    LowerScans(UnaryOperator<Graph> passes) {
        this.passes = passes;
    }

    @Override
    public String name() {
        return "lower scans";
    }

    @Override
    public Graph apply(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Scan)) {
            return graph;
        }
        Map<Node, Set<Integer>> read = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Part(int index)) {
                read.computeIfAbsent(node.operand(0), absent -> new HashSet<>()).add(index);
            }
        }
        return Rewrite.apply(graph, (node, operands, emitter) -> node.op() instanceof Scan scan
                ? lower(scan, node, operands, emitter, read.getOrDefault(node, Set.of(0)))
                : Rewrite.copy(node, operands, emitter));
    }

    private List<Node> lower(Scan scan, Node node, List<Node> operands, Emitter emitter, Set<Integer> read) {
        List<Integer> kept = new ArrayList<>();
        Map<String, Node> outputs = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, Node> output : scan.body().outputs().entrySet()) {
            if (index < scan.carries() || read.contains(index)) {
                kept.add(index);
                outputs.put(output.getKey(), output.getValue());
            }
            index++;
        }
        Graph needed = new Graph(scan.body().nodes(), scan.body().inputs(), outputs, Map.of());
        Graph body = passes.apply(Rewrite.within(node.origin(), needed));
        Node lowered = emitWithoutUnread(scan, body, operands, emitter);
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < node.results().size(); i++) {
            // what nobody reads is never asked for; any node may stand for it
            results.add(kept.contains(i) ? emitter.part(lowered, kept.indexOf(i)) : operands.getFirst());
        }
        return results;
    }

    private static Node emitWithoutUnread(Scan scan, Graph body, List<Node> operands, Emitter emitter) {
        Set<Node> read = new HashSet<>(body.outputs().values());
        body.nodes().forEach(node -> read.addAll(node.operands()));
        List<Node> inputs = new ArrayList<>();
        List<Node> needed = new ArrayList<>();
        int sequences = 0;
        for (int i = 0; i < operands.size(); i++) {
            boolean carry = i < scan.carries();
            if (carry || read.contains(body.inputs().get(i))) {
                inputs.add(body.inputs().get(i));
                needed.add(operands.get(i));
                sequences += !carry && i < scan.carries() + scan.sequences() ? 1 : 0;
            }
        }
        inputs.add(body.inputs().getLast());
        List<Node> nodes = body.nodes().stream()
                .filter(node -> inputs.contains(node) || !body.inputs().contains(node)).toList();
        Graph smaller = new Graph(nodes, inputs, body.outputs(), Map.of());
        return emitter.emit(new Scan(smaller, scan.length(), scan.carries(), sequences, scan.fromEnd()), needed);
    }
}
