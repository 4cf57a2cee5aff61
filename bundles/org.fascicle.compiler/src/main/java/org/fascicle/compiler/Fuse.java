package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.fascicle.backend.Backend;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;

/**
 * Turns {@link Clusters} into {@link Fusion}s of one or more results, so that intermediate values never reach memory. A
 * fusion that the backend does not support is cut in two, until nothing is left to cut. The order of the nodes follows
 * that of the graph as closely as the dependencies allow, so that updates in place stay behind the reads.
 */
final class Fuse implements Pass {
    private final Backend backend;

    Fuse(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "fuse";
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewrite.withoutDeadNodes(new Fuser(graph).fuse());
    }

    private final class Fuser {
        private final Graph graph;
        private final Clusters clusters;
        private final Repeats repeats;
        private final Emitter emitter = new Emitter();
        private final Map<Node, Node> images = new IdentityHashMap<>();
        private final Map<Node, Integer> position = new IdentityHashMap<>();
        /** For nodes that are several outputs, the names of all but the first one. */
        private final Map<Node, List<String>> again = new IdentityHashMap<>();
        /** What is written once more for these. */
        private final Map<String, Node> outputs = new HashMap<>();
        private final Set<Node> exported = Collections.newSetFromMap(new IdentityHashMap<>());

        Fuser(Graph graph) {
            this.graph = graph;
            this.clusters = new Clusters(graph);
            for (Node node : graph.nodes()) {
                position.put(node, position.size());
                if (!Clusters.isFree(node)) {
                    Clusters.sources(node).stream().filter(source -> clusters.of(source) != clusters.of(node))
                            .forEach(this::export);
                }
            }
            Set<Node> seen = new HashSet<>();
            graph.outputs().forEach((name, node) -> {
                export(node);
                if (!seen.add(node)) {
                    again.computeIfAbsent(node, _ -> new ArrayList<>()).add(name);
                }
            });
            repeats = new Repeats(graph, clusters, exported);
        }

        /** A broadcast that somebody needs in memory needs its operand there. */
        private void export(Node node) {
            exported.add(node);
            if (Clusters.isFree(node)) {
                node.operands().forEach(this::export);
            }
        }

        Graph fuse() {
            for (Node input : graph.inputs()) {
                images.put(input, emitter.input(((Input) input.op()).name(), input.type()));
            }
            for (int cluster : order()) {
                List<Node> members = clusters.members().get(cluster);
                emitter.within(members.getLast().origin(), () -> {
                    emit(members);
                    return cluster;
                });
            }
            graph.outputs().forEach((name, node) -> emitter.output(name, outputs.getOrDefault(name, images.get(node))));
            graph.aliases().forEach(emitter::alias);
            return emitter.graph();
        }

        /** Clusters in dependency order; of those that could be next, the one whose last node stands first. */
        private List<Integer> order() {
            Map<Integer, Set<Integer>> waits = new LinkedHashMap<>();
            Map<Integer, List<Integer>> followers = new LinkedHashMap<>();
            PriorityQueue<Integer> ready = new PriorityQueue<>((one, other) -> Integer.compare(
                    position.get(clusters.members().get(one).getLast()),
                    position.get(clusters.members().get(other).getLast())));
            for (int cluster = 0; cluster < clusters.members().size(); cluster++) {
                if (clusters.members().get(cluster).isEmpty()) {
                    continue;
                }
                Set<Integer> sources = new HashSet<>();
                for (Node node : clusters.members().get(cluster)) {
                    Clusters.sources(node).forEach(source -> sources.add(clusters.of(source)));
                }
                sources.remove(-1);
                sources.remove(cluster);
                waits.put(cluster, sources);
                for (int source : sources) {
                    followers.computeIfAbsent(source, key -> new ArrayList<>()).add(cluster);
                }
                if (sources.isEmpty()) {
                    ready.add(cluster);
                }
            }
            List<Integer> order = new ArrayList<>();
            while (!ready.isEmpty()) {
                int cluster = ready.remove();
                order.add(cluster);
                for (int follower : followers.getOrDefault(cluster, List.of())) {
                    waits.get(follower).remove(cluster);
                    if (waits.get(follower).isEmpty()) {
                        ready.add(follower);
                    }
                }
            }
            return order;
        }

        private void copy(Node node) {
            images.put(node, node.op() instanceof Part(int index) ? emitter.part(images.get(node.operand(0)), index)
                    : emitter.emit(node.op(), node.operands().stream().map(this::image).toList()));
        }

        /** Whether a cluster computes this operand again instead of reading it. */
        private boolean isRepeated(Node operand) {
            return Clusters.isFree(operand) || repeats.contains(operand);
        }

        /** A broadcast that only fusions were to read is made once somebody else reads it. */
        private Node image(Node operand) {
            if (!images.containsKey(operand)) {
                copy(operand);
            }
            return images.get(operand);
        }

        private void emit(List<Node> members) {
            List<Node> results = members.stream().filter(exported::contains).toList();
            if (results.isEmpty()) {
                return;
            }
            if (members.size() == 1 && isAloneBest(members.getFirst())) {
                members.forEach(this::copy);
                return;
            }
            FusionBody body = new FusionBody(this::isRepeated);
            members.forEach(body::add);
            List<Node> operands = body.operands().stream().map(this::image).toList();
            List<String> names = results.stream()
                    .flatMap(node -> again.getOrDefault(node, List.of()).stream()).toList();
            List<Node> written = new ArrayList<>(results);
            names.forEach(name -> written.add(graph.output(name)));
            Node fusion = emitter.emit(new Fusion(body.graph(written)), operands);
            if (backend.supports(fusion)) {
                for (int i = 0; i < results.size(); i++) {
                    images.put(results.get(i), emitter.part(fusion, i));
                }
                for (int i = 0; i < names.size(); i++) {
                    outputs.put(names.get(i), emitter.part(fusion, results.size() + i));
                }
            } else if (members.size() == 1) {
                members.forEach(this::copy);
            } else {
                cut(members);
            }
        }

        private boolean isAloneBest(Node node) {
            return !Clusters.isMember(node) || node.operands().stream().noneMatch(this::isRepeated);
        }

        /** What the second half reads of the first one has to be in memory. */
        private void cut(List<Node> members) {
            List<Node> first = members.subList(0, members.size() / 2);
            List<Node> second = members.subList(members.size() / 2, members.size());
            for (Node node : second) {
                Clusters.sources(node).stream().filter(first::contains).forEach(exported::add);
            }
            emit(first);
            emit(second);
        }
    }
}
