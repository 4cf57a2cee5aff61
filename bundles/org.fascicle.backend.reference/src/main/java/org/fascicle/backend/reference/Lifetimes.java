package org.fascicle.backend.reference;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Region;

/** How long the value of each node is needed. */
final class Lifetimes {
    private Lifetimes() {
    }

    /** The number of the node that reads each node last; outputs are needed to the end. */
    static Map<Node, Integer> lastReads(Graph graph) {
        Map<Node, Integer> lastReads = new IdentityHashMap<>();
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            lastReads.put(nodes.get(i), i);
            for (Node operand : nodes.get(i).operands()) {
                lastReads.put(operand, i);
            }
        }
        graph.outputs().values().forEach(output -> lastReads.put(output, Integer.MAX_VALUE));
        return lastReads;
    }

    /** The most that values take at one time, eight bytes an element. */
    static long peakBytes(Graph graph) {
        Map<Node, Integer> lastReads = lastReads(graph);
        long live = 0;
        long peak = 0;
        List<Node> nodes = graph.nodes();
        long[] freed = new long[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            long bytes = bytes(node.results());
            live += bytes;
            peak = Math.max(peak, live + (node.op() instanceof Region region ? peakBytes(region.body()) : 0));
            if (lastReads.get(node) < nodes.size()) {
                freed[lastReads.get(node)] += bytes;
            }
            live -= freed[i];
        }
        return peak;
    }

    private static long bytes(List<TensorType> types) {
        return types.stream().mapToLong(type -> (long) Double.BYTES * type.shape().elements()).sum();
    }
}
