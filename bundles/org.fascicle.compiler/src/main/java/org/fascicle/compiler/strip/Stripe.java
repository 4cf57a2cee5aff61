package org.fascicle.compiler.strip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.Backend;
import org.fascicle.compiler.Pass;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;
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
        Graph striped = Rewrite.withoutDeadNodes(new Striper(graph, found).stripe());
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

    private final class Striper {
        private final Graph graph;
        private final Map<Node, Striped> homes = new IdentityHashMap<>();
        private final Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Map<Node, Integer> levels = new IdentityHashMap<>();
        private final Emitter emitter = new Emitter();
        private final Map<Node, Node> images = new IdentityHashMap<>();

        Striper(Graph graph, List<Striped> found) {
            this.graph = graph;
            for (Striped striped : found) {
                striped.exits().keySet().forEach(exit -> homes.putIfAbsent(exit, striped));
                inside.addAll(striped.members().keySet());
            }
            inside.removeAll(homes.keySet());
            graph.nodes().forEach(node -> levels.put(node, node.operands().stream()
                    .mapToInt(operand -> levels.get(operand) + (isLeft(operand, node) ? 1 : 0)).max().orElse(0)));
        }

        /** Whether a value comes out of a loop on its way to a node. */
        private boolean isLeft(Node operand, Node node) {
            return homes.containsKey(operand) && !(homes.get(operand).members().containsKey(operand)
                    && homes.get(operand).members().containsKey(node));
        }

        Graph stripe() {
            graph.inputs().forEach(input -> images.put(input,
                    emitter.input(((Input) input.op()).name(), input.type())));
            graph.nodes().stream().filter(node -> !inside.contains(node)).forEach(this::image);
            graph.outputs().forEach((name, node) -> emitter.output(name, image(node)));
            graph.aliases().forEach(emitter::alias);
            return emitter.graph();
        }

        private Node image(Node node) {
            if (!images.containsKey(node)) {
                if (homes.containsKey(node)) {
                    loop(node);
                } else {
                    images.put(node, copy(node));
                }
            }
            return images.get(node);
        }

        private Node copy(Node node) {
            List<Node> operands = node.operands().stream().map(this::image).toList();
            return emitter.within(node.origin(), () -> node.op() instanceof Part(int index)
                    ? emitter.part(operands.getFirst(), index) : emitter.emit(node.op(), operands));
        }

        /** All that leaves the same nodes and waits for as many loops: no one of it waits for another. */
        private void loop(Node first) {
            Striped striped = homes.get(first);
            List<Striped.Exit> exits = striped.exits().values().stream()
                    .filter(exit -> homes.get(exit.node()) == striped
                            && levels.get(exit.node()).equals(levels.get(first))).toList();
            StripLoop loop = new StripLoop(striped, Columns.of(striped), exits);
            images.putAll(emitter.within(first.origin(), () -> loop.emit(emitter, width(striped), this::image)));
        }
    }
}
