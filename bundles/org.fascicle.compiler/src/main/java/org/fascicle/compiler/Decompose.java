package org.fascicle.compiler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.fascicle.backend.Backend;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Scan;

/**
 * Replaces what the backend does not support by simpler operations: a region by its body, others by
 * {@link Decomposition}. What it cannot replace is an error that names the operation and the backend.
 */
final class Decompose implements Pass {
    private final Backend backend;

    Decompose(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "decompose";
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewrite.apply(graph, new Rule());
    }

    private final class Rule implements Rewrite.Rule {
        /** The bodies that are being replaced, so that a circle among decompositions ends in an error. */
        private final Deque<String> open = new ArrayDeque<>();

        @Override
        public List<Node> apply(Node node, List<Node> operands, Emitter emitter) {
            if (backend.supports(node)) {
                return Rewrite.copy(node, operands, emitter);
            }
            Graph body = body(node).orElseThrow(() -> new UnsupportedOperationException("the backend "
                    + backend.name() + " cannot run " + node
                    + ", and it has no decomposition; choose another backend"));
            String name = node.op().name() + node.op().attributes();
            if (!(node.op() instanceof Region) && open.contains(name)) {
                throw new UnsupportedOperationException("the backend " + backend.name() + " lacks " + name
                        + " and everything that it could be made of: " + open + "; choose another backend");
            }
            open.push(name);
            try {
                return inline(body, operands, emitter);
            } finally {
                open.pop();
            }
        }

        private List<Node> inline(Graph body, List<Node> operands, Emitter emitter) {
            Copies copies = new Copies(body, operands);
            for (Node inner : body.nodes()) {
                copies.add(inner, emitter, this);
            }
            return copies.outputs(body);
        }
    }

    private static Optional<Graph> body(Node node) {
        return switch (node.op()) {
            case Scan scan -> Optional.of(Unrolling.of(scan, node));
            case Region region -> Optional.of(region.body());
            default -> Decomposition.of(node);
        };
    }
}
