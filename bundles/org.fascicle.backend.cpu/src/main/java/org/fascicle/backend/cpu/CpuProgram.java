package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Program;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** A graph with a place for every value; binding checks the buffers, all of them before it speaks. */
final class CpuProgram implements Program {
    private final CpuSession session;
    private final Graph graph;
    private final KernelSource kernels;
    private final Placement placement;

    CpuProgram(CpuSession session, Graph graph) {
        this.session = session;
        this.graph = graph;
        this.kernels = session.kernels(graph);
        this.placement = Placement.of(session, graph);
    }

    @Override
    public Step bind(Map<String, Buffer> buffers, List<String> scalars) {
        synchronized (session) {
            session.requireOpen();
            Map<String, CpuBuffer> bound = checked(buffers, scalars);
            Map<Node, Place> inputs = new IdentityHashMap<>();
            Map<String, Place> outputs = new HashMap<>();
            Map<String, Scalar> given = new HashMap<>();
            for (Node input : graph.inputs()) {
                String name = input.op().name();
                if (bound.containsKey(name)) {
                    inputs.put(input, bound.get(name).place());
                } else {
                    given.put(name, new Scalar(input.dtype(), placement.place(MemoryPlan.root(input))));
                }
            }
            graph.outputs().keySet().stream().filter(name -> !graph.aliases().containsValue(name))
                    .forEach(name -> outputs.put(name, bound.get(name).place()));
            Binding binding = new Binding(graph, placement, inputs, outputs);
            Lowering lowering = new Lowering(graph, placement, binding, kernels, session.workspace(), Set.of());
            return new CpuStep(session, lowering.work(), lowering.sources(), scalars.stream().map(given::get).toList(),
                    bound.values(), () -> session.rehearse(graph, kernels));
        }
    }

    private Map<String, CpuBuffer> checked(Map<String, Buffer> buffers, List<String> scalars) {
        List<String> faults = new ArrayList<>();
        Map<String, TensorType> inputs = new LinkedHashMap<>();
        graph.inputs().forEach(input -> inputs.put(input.op().name(), input.type()));
        scalars.forEach(scalar -> checkScalar(scalar, inputs.get(scalar), faults));
        Map<String, CpuBuffer> bound = new LinkedHashMap<>();
        inputs.forEach((name, type) -> {
            if (!scalars.contains(name)) {
                check("input " + name, name, type, buffers.get(name), bound, faults);
            }
        });
        graph.outputs().forEach((name, node) -> {
            if (!graph.aliases().containsValue(name)) {
                check("output " + name, name, node.type(), buffers.get(name), bound, faults);
            }
        });
        Set<String> rest = new LinkedHashSet<>(buffers.keySet());
        inputs.keySet().stream().filter(name -> !scalars.contains(name)).forEach(rest::remove);
        graph.outputs().keySet().stream().filter(name -> !graph.aliases().containsValue(name)).forEach(rest::remove);
        rest.forEach(name -> faults.add("nothing takes the buffer " + name));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("cannot bind: " + String.join("; ", faults));
        }
        return bound;
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

    private void check(String what, String name, TensorType type, Buffer buffer, Map<String, CpuBuffer> bound,
            List<String> faults) {
        if (buffer == null) {
            faults.add(what + " of " + type + " has no buffer");
        } else if (!(buffer instanceof CpuBuffer own) || !own.belongsTo(session)) {
            faults.add(what + " has a buffer of another session");
        } else if (own.isClosed()) {
            faults.add(what + " has a closed buffer");
        } else if (!buffer.type().equals(type)) {
            faults.add(what + " is " + type + ", its buffer " + buffer.type());
        } else {
            bound.put(name, own);
        }
    }
}
