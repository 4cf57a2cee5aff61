package org.fascicle.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;

/**
 * Groups elementwise nodes of one shape that can run together: neighbours are joined as long as no path leaves a
 * cluster and comes back to it. Broadcasts and constants belong to no cluster; each cluster that reads them repeats
 * them, which costs nothing.
 */
final class Clusters {
    private static final int LARGEST = 48;
    private final List<List<Node>> members = new ArrayList<>();
    private final List<BitSet> before = new ArrayList<>();
    /** Who reads a cluster straight; those that were merged since stand for what they became. */
    private final List<List<Node>> readers = new ArrayList<>();
    private final Map<Node, Integer> home = new IdentityHashMap<>();

    Clusters(Graph graph) {
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Input)) {
                add(node);
            }
        }
    }

    /** The clusters, each in topological order; a node that runs alone is a cluster of one; merged ones are empty. */
    List<List<Node>> members() {
        return members;
    }

    /** The cluster of a node; -1 for inputs. */
    int of(Node node) {
        return home.getOrDefault(node, -1);
    }

    /** Whether a cluster repeats this operand instead of reading it. */
    static boolean isFree(Node node) {
        return node.op() instanceof Broadcast || node.op() instanceof Constant constant && constant.isSplat();
    }

    private void add(Node node) {
        int cluster = members.size();
        members.add(new ArrayList<>(List.of(node)));
        before.add(new BitSet());
        readers.add(new ArrayList<>());
        home.put(node, cluster);
        for (Node operand : node.operands()) {
            int other = of(operand);
            if (other >= 0 && !isFirst(other)) {
                before.get(cluster).or(before.get(other));
                before.get(cluster).set(other);
                readers.get(other).add(node);
            }
        }
        if (node.op() instanceof Elementwise) {
            for (Node operand : node.operands()) {
                join(of(node), of(operand), node.shape());
            }
        }
    }

    /** Whether a cluster waits for none, and never will: no path leads through it. */
    private boolean isFirst(int cluster) {
        return before.get(cluster).isEmpty() && !(members.get(cluster).getFirst().op() instanceof Elementwise);
    }

    /** Joins two clusters of elementwise nodes, unless a third one has to run between them. */
    private void join(int later, int earlier, Shape shape) {
        if (earlier < 0 || later == earlier || !fusible(earlier, shape)
                || members.get(later).size() + members.get(earlier).size() > LARGEST || between(later, earlier)) {
            return;
        }
        members.get(earlier).addAll(members.get(later));
        for (Node node : members.get(later)) {
            home.put(node, earlier);
        }
        members.set(later, List.of());
        readers.get(earlier).addAll(readers.get(later));
        before.get(earlier).or(before.get(later));
        before.get(earlier).clear(earlier);
        before.get(earlier).clear(later);
        follow(earlier, later);
    }

    /** Whoever ran behind either of two joined clusters now runs behind both, and behind all that either waits for. */
    private void follow(int joined, int gone) {
        Deque<Integer> open = new ArrayDeque<>(List.of(joined));
        BitSet reached = new BitSet();
        reached.set(joined);
        while (!open.isEmpty()) {
            for (Node reader : readers.get(open.remove())) {
                int cluster = of(reader);
                if (!reached.get(cluster)) {
                    reached.set(cluster);
                    open.add(cluster);
                    before.get(cluster).set(joined);
                    before.get(cluster).clear(gone);
                    before.get(cluster).or(before.get(joined));
                }
            }
        }
    }

    private boolean fusible(int cluster, Shape shape) {
        Node first = members.get(cluster).getFirst();
        return first.op() instanceof Elementwise && first.shape().equals(shape);
    }

    private boolean between(int later, int earlier) {
        BitSet waits = before.get(later);
        for (int cluster = waits.nextSetBit(0); cluster >= 0; cluster = waits.nextSetBit(cluster + 1)) {
            if (cluster != earlier && !members.get(cluster).isEmpty() && before.get(cluster).get(earlier)) {
                return true;
            }
        }
        return false;
    }
}
