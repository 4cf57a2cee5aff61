package org.fascicle.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Reduction;

/**
 * Groups nodes that can run together: elementwise ones of one shape, folds of that shape along its last axis, and what
 * is computed from these folds, one element for each row; or, where nothing is folded, concatenations of tensors of
 * that shape, which are written part by part. Neighbours are joined as long as no path leaves a cluster and comes back
 * to it. Broadcasts, constants and slices of neighbours belong to no cluster; each cluster that reads them does so
 * where their operand lies, which costs nothing.
 */
final class Clusters {
    private static final int LARGEST = 48;
    private final List<List<Node>> members = new ArrayList<>();
    /** The shape of a cluster: its elements, which it computes, folds or joins. */
    private final List<Shape> shapes = new ArrayList<>();
    private final BitSet folds = new BitSet();
    private final BitSet joined = new BitSet();
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

    /** Whether a cluster needs nothing in memory for this operand but what the operand is made of. */
    static boolean isFree(Node node) {
        return isRepeated(node) || Blocks.isRead(node);
    }

    /** Whether one element of memory stands for several of a node. */
    static boolean isRepeated(Node node) {
        return node.op() instanceof Broadcast || node.op() instanceof Constant constant && constant.isSplat();
    }

    /** What a node reads: behind broadcasts and slices, where it can do these by itself. */
    static List<Node> sources(Node node) {
        return isMember(node) ? node.operands().stream().map(Clusters::origin).toList() : node.operands();
    }

    /** The node whose value it is, behind all broadcasts and slices. */
    static Node origin(Node node) {
        return node.op() instanceof Broadcast || Blocks.isRead(node) ? origin(node.operand(0)) : node;
    }

    /** Whether a node can run with others. */
    static boolean isMember(Node node) {
        return node.op() instanceof Elementwise || isFold(node) || Blocks.isWritten(node);
    }

    /** Whether a node folds rows of floats. */
    private static boolean isFold(Node node) {
        return node.op() instanceof Reduction fold && node.dtype() == DType.F32
                && fold.axes().equals(List.of(node.shape().rank() - 1)) && node.operand(0).shape().size(-1) > 1;
    }

    private void add(Node node) {
        int cluster = members.size();
        members.add(new ArrayList<>(List.of(node)));
        shapes.add(isFold(node) || Blocks.isWritten(node) ? node.operand(0).shape()
                : node.results().getFirst().shape());
        folds.set(cluster, isFold(node));
        joined.set(cluster, Blocks.isWritten(node));
        before.add(new BitSet());
        readers.add(new ArrayList<>());
        home.put(node, cluster);
        for (Node operand : sources(node)) {
            int other = of(operand);
            if (other >= 0 && !isFirst(other)) {
                before.get(cluster).or(before.get(other));
                before.get(cluster).set(other);
                readers.get(other).add(node);
            }
        }
        if (isMember(node)) {
            for (Node operand : sources(node)) {
                join(of(node), of(operand));
            }
        }
    }

    /** Whether a cluster waits for none, and never will: no path leads through it. */
    private boolean isFirst(int cluster) {
        return before.get(cluster).isEmpty() && !isMember(members.get(cluster).getFirst());
    }

    /** Joins two clusters, unless a third one has to run between them. */
    private void join(int later, int earlier) {
        if (earlier < 0 || later == earlier || !fit(later, earlier)
                || members.get(later).size() + members.get(earlier).size() > LARGEST || between(later, earlier)) {
            return;
        }
        members.get(earlier).addAll(members.get(later));
        for (Node node : members.get(later)) {
            home.put(node, earlier);
        }
        members.set(later, List.of());
        if (!folds.get(earlier)) {
            shapes.set(earlier, shapes.get(later));
        }
        folds.set(earlier, folds.get(earlier) || folds.get(later));
        joined.set(earlier, joined.get(earlier) || joined.get(later));
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

    /** Whether the elements of two clusters are the same, or those of one are the rows of the other with its folds. */
    private boolean fit(int later, int earlier) {
        boolean foldsAndJoins = (folds.get(later) || folds.get(earlier)) && (joined.get(later) || joined.get(earlier));
        return isMember(members.get(earlier).getFirst()) && !foldsAndJoins
                && (shapes.get(later).equals(shapes.get(earlier)) || isOneInRowsOf(later, earlier)
                || isOneInRowsOf(earlier, later));
    }

    private boolean isOneInRowsOf(int rows, int cluster) {
        Shape shape = shapes.get(cluster);
        return folds.get(cluster) && !folds.get(rows) && shapes.get(rows).equals(shape.with(shape.rank() - 1, 1));
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
