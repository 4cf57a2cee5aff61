package org.fascicle.optimizers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** One number under an optimizer, step by step. */
final class Descent {
    private final Optimizer optimizer;
    private final TensorType type;
    private final Map<String, HostTensor> kept = new LinkedHashMap<>();
    private double parameter;
    private int step;

    Descent(Optimizer optimizer, DType dtype, double parameter) {
        this.optimizer = optimizer;
        this.type = new TensorType(dtype, Shape.SCALAR);
        this.parameter = parameter;
    }

    /** The parameter after each of some gradients, in double precision. */
    static double[] path(Optimizer optimizer, double start, double... gradients) {
        Descent descent = new Descent(optimizer, DType.F64, start);
        double[] path = new double[gradients.length];
        for (int i = 0; i < gradients.length; i++) {
            path[i] = descent.step(gradients[i]);
        }
        return path;
    }

    double step(double gradient) {
        Emitter emitter = new Emitter();
        Tensor parameterIn = new Tensor(emitter.input("parameter", type), emitter);
        Tensor gradientIn = new Tensor(emitter.input("gradient", type), emitter);
        Traced slots = new Traced(emitter, type, new ArrayList<>(), new LinkedHashMap<>());
        emitter.output("parameter", optimizer.update(parameterIn, gradientIn, slots).node());
        Map<String, HostTensor> inputs = new LinkedHashMap<>(kept);
        inputs.put("parameter", value(parameter));
        inputs.put("gradient", value(gradient));
        inputs.put("learningRate", value(optimizer.learningRate()));
        inputs.put("step", value(++step));
        slots.asked.forEach(name -> inputs.putIfAbsent(name, value(slots.initials.getOrDefault(name, 0.0))));
        Map<String, HostTensor> outputs = Interpreter.run(emitter.graph().verify(), inputs);
        parameter = outputs.get("parameter").get(0);
        kept.putAll(outputs);
        return parameter;
    }

    private HostTensor value(double number) {
        return HostTensor.of(type, new double[] {number});
    }

    private record Traced(Emitter emitter, TensorType type, List<String> asked, Map<String, Double> initials)
            implements Slots {
        @Override
        public Tensor learningRate() {
            return input("learningRate");
        }

        @Override
        public Tensor step() {
            return input("step");
        }

        @Override
        public Tensor get(String name, double initial) {
            initials.put(name, initial);
            return input(name);
        }

        @Override
        public void put(String name, Tensor value) {
            emitter.output(name, value.node());
        }

        private Tensor input(String name) {
            if (!asked.contains(name)) {
                asked.add(name);
                return new Tensor(emitter.input(name, type), emitter);
            }
            return emitter.nodes().stream().filter(node -> node.op().name().equals(name))
                    .map(node -> new Tensor(node, emitter)).findFirst().orElseThrow();
        }
    }
}
