package org.fascicle.compiler;

import java.util.List;
import java.util.function.Predicate;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Custom;

/** A backend that is only asked what it supports. */
record AnyBackend(Predicate<Node> supported) implements Backend {
    /** Supports everything but calls. */
    static AnyBackend withoutCalls() {
        return new AnyBackend(node -> !(node.op() instanceof Call || node.op() instanceof Custom));
    }

    @Override
    public String name() {
        return "any";
    }

    @Override
    public List<Device> devices() {
        return List.of();
    }

    @Override
    public boolean supports(Node node) {
        return supported.test(node);
    }

    @Override
    public Session open(Device device, Limits limits) {
        throw new UnsupportedOperationException("it runs nothing");
    }
}
