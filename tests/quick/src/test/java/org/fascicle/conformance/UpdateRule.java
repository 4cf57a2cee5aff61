package org.fascicle.conformance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** An optimizer at work on one parameter: its update, traced once, and the values between its steps. */
final class UpdateRule {
    private static final String PARAMETER = "parameter";
    private final Optimizer optimizer;
    private final Graph graph;
    private final Map<String, HostTensor> values = new HashMap<>();
    private int steps;

    UpdateRule(Optimizer optimizer, HostTensor parameter) {
        this.optimizer = optimizer;
        Emitter emitter = new Emitter();
        Tensor before = new Tensor(emitter.input(PARAMETER, parameter.type()), emitter);
        Tensor gradient = new Tensor(emitter.input("gradient", parameter.type()), emitter);
        TensorType scalar = TensorType.of(parameter.type().dtype());
        Tensor rate = new Tensor(emitter.input("rate", scalar), emitter);
        Tensor step = new Tensor(emitter.input("step", scalar), emitter);
        Tensor after = optimizer.update(before, gradient, new TracedSlots(before, rate, step, values));
        emitter.output(PARAMETER + "'", after.node());
        emitter.alias(PARAMETER, PARAMETER + "'");
        this.graph = emitter.graph().verify();
        values.put(PARAMETER, parameter);
    }

    /** The parameter after another step. */
    HostTensor step(HostTensor gradient) {
        TensorType scalar = TensorType.of(gradient.type().dtype());
        values.put("gradient", gradient);
        values.put("rate", HostTensor.of(scalar, new double[] {optimizer.learningRate()}));
        values.put("step", HostTensor.of(scalar, new double[] {++steps}));
        Map<String, HostTensor> results = Interpreter.run(graph, values);
        graph.aliases().forEach((input, output) -> values.put(input, results.get(output)));
        return values.get(PARAMETER);
    }

    private record TracedSlots(Tensor parameter, Tensor learningRate, Tensor step, Map<String, HostTensor> values,
            Map<String, Tensor> known) implements Slots {
        TracedSlots(Tensor parameter, Tensor learningRate, Tensor step, Map<String, HostTensor> values) {
            this(parameter, learningRate, step, values, new LinkedHashMap<>());
        }

        @Override
        public Tensor get(String name, double initial) {
            return known.computeIfAbsent(name, slot -> {
                double[] first = new double[parameter.shape().elements()];
                Arrays.fill(first, initial);
                values.put("slot/" + slot, HostTensor.of(parameter.type(), first));
                return new Tensor(parameter.emitter().input("slot/" + slot, parameter.type()), parameter.emitter());
            });
        }

        @Override
        public void put(String name, Tensor value) {
            parameter.emitter().output("slot/" + name + "'", value.node());
            parameter.emitter().alias("slot/" + name, "slot/" + name + "'");
        }
    }
}
