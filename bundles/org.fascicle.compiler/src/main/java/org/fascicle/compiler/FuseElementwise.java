package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.Collections;
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
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;

/**
 * Turns clusters of elementwise nodes into {@link Fusion}s of one or more results, so that intermediate values never
 * reach memory. A fusion that the backend does not support stays as it was. The order of the nodes follows that of the
 * graph as closely as the dependencies allow, so that updates in place stay behind the reads.
 */
final class FuseElementwise implements Pass {
    private final Backend backend;

    FuseElementwise(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "fuse elementwise";
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
        private final Set<Node> exported = Collections.newSetFromMap(new IdentityHashMap<>());

        Fuser(Graph graph) {
            this.graph = graph;
            this.clusters = new Clusters(graph);
            for (Node node : graph.nodes()) {
                position.put(node, position.size());
                for (Node operand : node.operands()) {
                    if (clusters.of(operand) != clusters.of(node)) {
                        exported.add(operand);
                    }
                }
            }
            exported.addAll(graph.outputs().values());
            repeats = new Repeats(graph, clusters, exported);
        }

        Graph fuse() {
            for (Node input : graph.inputs()) {
                images.put(input, emitter.input(((Input) input.op()).name(), input.type()));
            }
            for (int cluster : order()) {
                List<Node> members = clusters.members().get(cluster);
                emitter.within(members.getLast().origin(), () -> {
                    if (members.size() == 1 && members.getFirst().operands().stream().noneMatch(this::isRepeated)) {
                        members.forEach(this::copy);
                    } else if (!(members.getFirst().op() instanceof Elementwise)) {
                        members.forEach(this::copy);
                    } else {
                        emit(members);
                    }
                    return cluster;
                });
            }
            graph.outputs().forEach((name, node) -> emitter.output(name, images.get(node)));
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
                    node.operands().forEach(operand -> sources.add(clusters.of(operand)));
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

        private Node image(Node operand) {
            if (!images.containsKey(operand)) {
                copy(operand);
            }
            return images.get(operand);
        }

        private void emit(List<Node> members) {
            FusionBody body = new FusionBody(this::isRepeated);
            List<Node> results = new ArrayList<>();
            for (Node node : members) {
                body.add(node);
                if (exported.contains(node)) {
                    results.add(node);
                }
            }
            if (results.isEmpty()) {
                return;
            }
            List<Node> operands = body.operands().stream().map(this::image).toList();
            Node fusion = emitter.emit(new Fusion(body.graph(results)), operands);
            if (!backend.supports(fusion)) {
                members.forEach(this::copy);
                return;
            }
            for (int i = 0; i < results.size(); i++) {
                images.put(results.get(i), emitter.part(fusion, i));
            }
        }
    }
}
