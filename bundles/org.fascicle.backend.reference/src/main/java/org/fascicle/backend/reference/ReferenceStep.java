package org.fascicle.backend.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Step;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;

/** Reads every input, computes, then writes every output: so nothing is overwritten before it is read. */
final class ReferenceStep implements Step {
    private final ReferenceSession session;
    private final Graph graph;
    private final List<String> scalars;
    private final Map<String, Buffer> inputs = new LinkedHashMap<>();
    private final Map<String, Buffer> outputs = new LinkedHashMap<>();

    ReferenceStep(ReferenceSession session, Graph graph, Map<String, Buffer> buffers, List<String> scalars) {
        this.session = session;
        this.graph = graph;
        this.scalars = List.copyOf(scalars);
        for (Node input : graph.inputs()) {
            if (!scalars.contains(input.op().name())) {
                inputs.put(input.op().name(), buffers.get(input.op().name()));
            }
        }
        for (String output : graph.outputs().keySet()) {
            outputs.put(output, buffers.get(output));
        }
        graph.aliases().forEach((input, output) -> outputs.put(output, buffers.get(input)));
    }

    @Override
    public void run(double[] values) {
        session.requireOpen();
        if (values.length != scalars.size()) {
            throw new IllegalArgumentException("the step takes the scalars " + scalars + ", not " + values.length
                    + " values");
        }
        List<double[]> operands = new ArrayList<>();
        for (Node input : graph.inputs()) {
            int scalar = scalars.indexOf(input.op().name());
            operands.add(scalar < 0 ? inputs.get(input.op().name()).read().toDoubles()
                    : Rounding.to(input.dtype(), new double[] {values[scalar]}));
        }
        List<double[]> results = Interpreter.evaluate(graph, operands);
        int index = 0;
        for (Buffer buffer : outputs.values()) {
            buffer.write(HostTensor.of(buffer.type(), results.get(index++)));
        }
    }
}
