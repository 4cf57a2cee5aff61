package org.fascicle.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Region;

/** The grammar of graphs: what every pass must leave true. */
final class Verifier {
    private final Graph graph;
    private final List<String> faults = new ArrayList<>();

    private Verifier(Graph graph) {
        this.graph = graph;
    }

    static void verify(Graph graph) {
        Verifier verifier = new Verifier(graph);
        verifier.order();
        verifier.types();
        verifier.names();
        verifier.aliases();
        if (!verifier.faults.isEmpty()) {
            throw new IllegalStateException("malformed graph: " + String.join("; ", verifier.faults) + "\n" + graph);
        }
    }

    private void order() {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>(graph.nodes().size()));
        for (Node node : graph.nodes()) {
            for (Node operand : node.operands()) {
                if (!seen.contains(operand)) {
                    faults.add(node + " stands before its operand " + operand);
                }
            }
            if (!seen.add(node)) {
                faults.add(node + " stands twice");
            }
        }
        graph.outputs().forEach((name, node) -> {
            if (!seen.contains(node)) {
                faults.add("output " + name + " is not in the graph");
            }
        });
        for (Node input : graph.inputs()) {
            if (!seen.contains(input)) {
                faults.add("input " + input + " is not in the graph");
            }
        }
    }

    private void types() {
        Set<Node> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
        inputs.addAll(graph.inputs());
        for (Node node : graph.nodes()) {
            boolean part = node.op() instanceof Part;
            if (part ? node.operands().size() != 1 : takesSeveral(node)) {
                faults.add(node + (part ? " is a part of more than one node" : " takes several results at once"));
                continue;
            }
            List<TensorType> operands = part ? node.operand(0).results() : Node.types(node.operands());
            try {
                List<TensorType> results = node.op().results(operands);
                if (!results.equals(node.results())) {
                    faults.add(node + " should be " + results);
                }
            } catch (ShapeException misfit) {
                faults.add(misfit.getMessage());
            }
            if (node.op() instanceof Region region) {
                body(node, region.body());
            }
            if (node.op() instanceof Input != inputs.contains(node)) {
                faults.add(node + " is an input that is not listed, or listed and none");
            }
        }
    }

    private static boolean takesSeveral(Node node) {
        for (Node operand : node.operands()) {
            if (operand.results().size() != 1) {
                return true;
            }
        }
        return false;
    }

    /** A body is a graph of its own; nothing replaces anything in it. */
    private void body(Node node, Graph body) {
        try {
            verify(body);
        } catch (IllegalStateException malformed) {
            faults.add("in the body of " + node + ": " + malformed.getMessage());
        }
        if (!body.aliases().isEmpty()) {
            faults.add("the body of " + node + " has aliases " + body.aliases());
        }
    }

    private void names() {
        Set<String> names = new HashSet<>();
        for (Node input : graph.inputs()) {
            if (input.op() instanceof Input(String name, TensorType _) && !names.add(name)) {
                faults.add("two inputs are named " + name);
            }
        }
    }

    private void aliases() {
        Map<String, Node> inputs = new HashMap<>();
        graph.inputs().forEach(node -> inputs.put(node.op() instanceof Input input ? input.name() : "", node));
        Set<String> replaced = new HashSet<>();
        graph.aliases().forEach((input, output) -> {
            Node from = inputs.get(input);
            Node to = graph.outputs().get(output);
            if (from == null || to == null) {
                faults.add("alias " + input + " ← " + output + " names what is not there");
            } else if (!from.type().equals(to.type())) {
                faults.add("alias " + input + " ← " + output + " joins " + from.type() + " and " + to.type());
            }
            if (!replaced.add(output)) {
                faults.add("output " + output + " replaces two inputs");
            }
        });
    }
}
