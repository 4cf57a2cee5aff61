package org.fascicle.backend.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Program;
import org.fascicle.backend.Step;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** A verified graph; binding checks the buffers, all of them before it speaks. */
final class ReferenceProgram implements Program {
    private final ReferenceSession session;
    private final Graph graph;

    ReferenceProgram(ReferenceSession session, Graph graph) {
        this.session = session;
        this.graph = graph;
    }

    @Override
    public Step bind(Map<String, Buffer> buffers, List<String> scalars) {
        session.requireOpen();
        List<String> faults = new ArrayList<>();
        Map<String, TensorType> inputs = new LinkedHashMap<>();
        for (Node input : graph.inputs()) {
            inputs.put(input.op().name(), input.type());
        }
        scalars.forEach(scalar -> checkScalar(scalar, inputs.get(scalar), faults));
        Set<String> expected = new LinkedHashSet<>();
        inputs.forEach((name, type) -> {
            if (!scalars.contains(name)) {
                expected.add(name);
                check("input " + name, type, buffers.get(name), faults);
            }
        });
        graph.outputs().forEach((name, node) -> {
            if (!graph.aliases().containsValue(name)) {
                expected.add(name);
                check("output " + name, node.type(), buffers.get(name), faults);
            }
        });
        buffers.keySet().stream().filter(name -> !expected.contains(name))
                .forEach(name -> faults.add("nothing takes the buffer " + name));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("cannot bind: " + String.join("; ", faults));
        }
        return new ReferenceStep(session, graph, buffers, scalars);
    }

    private void checkScalar(String name, TensorType type, List<String> faults) {
        if (type == null) {
            faults.add("no input takes the scalar " + name);
        } else if (!type.shape().equals(Shape.SCALAR)) {
            faults.add("input " + name + " is " + type + " and no scalar");
        } else if (graph.aliases().containsKey(name)) {
            faults.add("input " + name + " is replaced in place, so it needs a buffer");
        }
    }

    private void check(String what, TensorType type, Buffer buffer, List<String> faults) {
        if (buffer == null) {
            faults.add(what + " of " + type + " has no buffer");
        } else if (!(buffer instanceof ReferenceBuffer own) || !own.belongsTo(session)) {
            faults.add(what + " has a buffer of another session");
        } else if (own.isClosed()) {
            faults.add(what + " has a closed buffer");
        } else if (!buffer.type().equals(type)) {
            faults.add(what + " is " + type + ", its buffer " + buffer.type());
        }
    }
}
