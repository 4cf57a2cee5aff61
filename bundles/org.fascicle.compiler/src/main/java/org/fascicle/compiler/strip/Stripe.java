package org.fascicle.compiler.strip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fascicle.backend.Backend;
import org.fascicle.compiler.Pass;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Scan;

/**
 * Computes large products that are needed for small results only, such as the scores of attention, strip by strip, so
 * that they are never in memory as a whole (see {@link Striped}). What a derivative needs of them is computed again.
 */
public final class Stripe implements Pass {
    /** Rows of a strip are a multiple of what a product shares out among threads. */
    private static final int ROWS = 8;
    /** Rows of a strip at the least: each is added to sums as large as the operands. */
    private static final int LEAST = 32;
    /** Bytes from which on a product is large: it does not fit in a near cache, and computing it twice pays. */
    private static final long LARGE = 1L << 23;
    /** Bytes of a strip: it and what is computed from it stay in a near cache. */
    private static final long STRIP = 1L << 20;

    private final Backend backend;
    private final long large;
    private final long strip;
    private final int least;

    /** A pass for a backend, for products of several megabytes. */
    public Stripe(Backend backend) {
        this(backend, LARGE, STRIP, LEAST);
    }

    /**
     * A pass for a backend that has scans; for others it changes nothing.
     *
     * @param large bytes of a product from which on it is not kept whole
     * @param strip bytes of a strip of it, roughly
     * @param least rows of a strip at the least
     */
    public Stripe(Backend backend, long large, long strip, int least) {
        this.backend = backend;
        this.large = large;
        this.strip = strip;
        this.least = least;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Graph apply(Graph graph) {
        Readers readers = new Readers(graph);
        List<Striped> found = new ArrayList<>();
        Set<Node> taken = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (isLarge(node) && !taken.contains(node)) {
                Growth.around(node, readers).filter(one -> width(one) < one.places() && pays(one)).ifPresent(one -> {
                    found.add(one);
                    taken.addAll(one.members().keySet());
                });
            }
        }
        if (found.isEmpty()) {
            return graph;
        }
        Graph striped = Rewrite.withoutDeadNodes(new Striper(graph, found, this::width).stripe());
        return striped.nodes().stream().allMatch(node -> !(node.op() instanceof Scan) || backend.supports(node))
                ? striped : graph;
    }

    /** Whether a product is large, and much larger than its operands. */
    private boolean isLarge(Node node) {
        return node.op() instanceof Dot && node.type().bytes() >= large && node.type().bytes()
                > 2 * (node.operand(0).type().bytes() + node.operand(1).type().bytes());
    }

    /** Whether nothing as large as the product leaves the strips. */
    private static boolean pays(Striped striped) {
        return striped.exits().keySet().stream()
                .allMatch(exit -> exit.type().bytes() < striped.product().type().bytes());
    }

    /** Places of a strip: a multiple of what a product shares out among threads. */
    private int width(Striped striped) {
        return (int) Math.max(least, strip / striped.bytes() / ROWS * ROWS);
    }
}
