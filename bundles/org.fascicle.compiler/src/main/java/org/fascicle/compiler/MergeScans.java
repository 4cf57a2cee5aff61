package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Scan;

/**
 * Makes one of scans that run the same body on the same operands and differ in what they give: a recurrence and its
 * second run, with more outputs, for the derivative.
 */
final class MergeScans implements Pass {
    private record Step(Op op, List<Integer> operands) {
    }

    private record Key(List<Node> operands, int length, int carries, int sequences, boolean fromEnd, List<Step> body) {
    }

    /** Scans of one key: the places in the body of all outputs that any of them gives. */
    private record Group(Scan first, Set<Integer> places) {
    }

    @Override
    public String name() {
        return "merge scans";
    }

    @Override
    public Graph apply(Graph graph) {
        Map<Key, Group> groups = new HashMap<>();
        Map<Node, Key> keys = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Scan scan) {
                Key key = new Key(node.operands(), scan.length(), scan.carries(), scan.sequences(), scan.fromEnd(),
                        steps(scan.body()));
                keys.put(node, key);
                groups.computeIfAbsent(key, absent -> new Group(scan, new LinkedHashSet<>()))
                        .places().addAll(stacked(scan));
            }
        }
        Map<Key, Node> merged = new HashMap<>();
        return groups.size() == keys.size() ? graph : Rewrite.apply(graph, (node, operands, emitter) -> {
            if (!(node.op() instanceof Scan scan)) {
                return Rewrite.copy(node, operands, emitter);
            }
            Key key = keys.get(node);
            Node all = merged.computeIfAbsent(key, absent -> emitter.emit(union(groups.get(key)), operands));
            return results(scan, all, groups.get(key), emitter);
        });
    }

    /** What stands for the results of one scan among those of the merged one. */
    private static List<Node> results(Scan scan, Node all, Group group, Emitter emitter) {
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < scan.carries(); i++) {
            results.add(emitter.part(all, i));
        }
        List<Integer> order = List.copyOf(group.places());
        for (int place : stacked(scan)) {
            results.add(emitter.part(all, scan.carries() + order.indexOf(place)));
        }
        return results;
    }

    private static Scan union(Group group) {
        Scan first = group.first();
        List<Node> nodes = first.body().nodes();
        Map<String, Node> outputs = new LinkedHashMap<>();
        List<Node> given = List.copyOf(first.body().outputs().values());
        given.subList(0, first.carries()).forEach(node -> outputs.put("y" + outputs.size(), node));
        group.places().forEach(place -> outputs.put("y" + outputs.size(), nodes.get(place)));
        Graph body = new Graph(nodes, first.body().inputs(), outputs, Map.of());
        return new Scan(body, first.length(), first.carries(), first.sequences(), first.fromEnd());
    }

    /** Places in the body of the outputs that are no carries. */
    private static List<Integer> stacked(Scan scan) {
        Map<Node, Integer> places = places(scan.body());
        return scan.body().outputs().values().stream().skip(scan.carries()).map(places::get).toList();
    }

    private static List<Step> steps(Graph body) {
        Map<Node, Integer> places = places(body);
        List<Step> steps = new ArrayList<>();
        for (Node node : body.nodes()) {
            // names of inputs do not matter, only their order
            Op op = node.op() instanceof Input ? new Input("", node.type()) : node.op();
            steps.add(new Step(op, node.operands().stream().map(places::get).toList()));
        }
        return steps;
    }

    private static Map<Node, Integer> places(Graph body) {
        Map<Node, Integer> places = new IdentityHashMap<>();
        body.nodes().forEach(node -> places.put(node, places.size()));
        return places;
    }
}
