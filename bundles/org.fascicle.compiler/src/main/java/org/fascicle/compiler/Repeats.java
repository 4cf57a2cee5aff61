package org.fascicle.compiler;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.fascicle.compiler.strip.Readers;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Subtract;

/**
 * Which results of a cluster each reader computes again instead of having them written and read: those of one cheap
 * operation on one value that is in memory anyway, such as what is left of its mean.
 */
final class Repeats {
    private final Clusters clusters;
    private final Set<Node> exported;
    private final Readers readers;
    private final Set<Node> repeated = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Finds them.
     *
     * @param exported the nodes that are read outside of their cluster; those that are repeated are taken out
     */
    Repeats(Graph graph, Clusters clusters, Set<Node> exported) {
        this.clusters = clusters;
        this.exported = exported;
        this.readers = new Readers(graph);
        for (Node node : graph.nodes()) {
            if (exported.contains(node) && !readers.isOutput(node) && isCheap(node) && hasFusedReaders(node)
                    && reads(node) == 1) {
                repeated.add(node);
                exported.remove(node);
            }
        }
    }

    /** Whether readers in other clusters compute a node again. */
    boolean contains(Node node) {
        return repeated.contains(node);
    }

    private static boolean isCheap(Node node) {
        return node.op() instanceof Add || node.op() instanceof Subtract || node.op() instanceof Multiply;
    }

    private boolean hasFusedReaders(Node node) {
        return readers.of(node).stream().allMatch(Clusters::isMember);
    }

    /**
     * How many values in memory it is computed from, not counting what is broadcast; more than all where one is not.
     */
    private int reads(Node node) {
        int reads = 0;
        for (Node operand : Set.copyOf(node.operands())) {
            Node source = Clusters.origin(operand);
            boolean inMemory = !repeated.contains(source)
                    && (exported.contains(source) || clusters.of(source) != clusters.of(node));
            reads += !inMemory ? Integer.MAX_VALUE / 2 : Clusters.isRepeated(operand) ? 0 : 1;
        }
        return reads;
    }
}
