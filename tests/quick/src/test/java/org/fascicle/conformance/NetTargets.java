package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** Whole networks, trained for some steps as the workbench trains them: losses, first gradients, last parameters. */
final class NetTargets {
    private NetTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("net:mlp", NetTargets::mlp);
    }

    private static List<String> mlp(Case given) {
        List<Integer> sizes = given.options().wholes("sizes");
        List<String> activations = given.options().texts("activations");
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            Activation activation = i <= activations.size() ? ActivationTargets.named(activations.get(i - 1))
                    : new Identity();
            layers.add(new Dense(sizes.get(i), activation));
        }
        given.options().requireAllRead();
        Options options = new Options(given.optimizer().path("options"));
        Optimizer optimizer = OptimizerTargets.optimizer(given.optimizer().path("target").asText(), options);
        options.requireAllRead();
        return train(given, new Sequential(layers), optimizer);
    }

    private static List<String> train(Case given, Layer model, Optimizer optimizer) {
        Shape x = given.tensor("input.x").type().shape();
        int batch = x.size(1);
        List<Feature> features = List.of(
                Feature.of(Task.INPUT, new TensorType(DType.F64, x.range(2, x.rank()))),
                Feature.of(Task.TARGET, TensorType.of(DType.I32)));
        CrossEntropy loss = new CrossEntropy(0, List.of(), List.of(), Reduction.MEAN);
        Tracer tracer = new Tracer(new Task(model, loss, optimizer, Map.of(), features), DType.F64);
        Tracer probe = new Tracer(new Task(model, loss, new GradientStep(), Map.of(), features), DType.F64);
        StepGraph step = tracer.training(batch);
        Map<String, HostTensor> values = new LinkedHashMap<>();
        step.variables().forEach(variable -> values.put(variable.key(), variable.initial(0)));
        given.group("initial.layers.").forEach((path, tensor) -> values.put("parameter/" + path, transposed(tensor)));
        StepGraph.SCALARS.forEach(name -> values.put(name, HostTensor.zeros(TensorType.of(DType.I32))));
        values.put("learning-rate", HostTensor.of(Shape.SCALAR, optimizer.learningRate()));

        List<String> faults = new ArrayList<>();
        double[] before = new double[x.size(0)];
        double[] after = new double[x.size(0)];
        for (int number = 0; number < x.size(0); number++) {
            values.put("batch/x", row(given.tensor("input.x"), number));
            values.put("batch/y", row(given.tensor("input.target"), number));
            values.put("step", HostTensor.of(Shape.SCALAR, number));
            if (number == 0) {
                faults.addAll(gradients(given, probe.training(batch), values));
            }
            before[number] = run(step, values, true);
            after[number] = run(tracer.evaluation(batch), values, false);
        }
        faults.addAll(Case.differences("loss.step", given.tensor("loss.step"), before));
        faults.addAll(Case.differences("loss.after", given.tensor("loss.after"), after));
        given.group("final.layers.").forEach((path, expected) -> faults.addAll(Case.differences("final." + path,
                transposed(expected), values.get("parameter/" + path).toDoubles())));
        values.put("batch/x", row(given.tensor("input.x"), 0));
        faults.addAll(Case.differences("output.eval_logits", given.tensor("output.eval_logits"),
                Interpreter.run(tracer.prediction(batch).graph(), values).get(StepGraph.OUTPUT).toDoubles()));
        return faults;
    }

    /** Runs a step; gives the loss of its batch. */
    private static double run(StepGraph step, Map<String, HostTensor> values, boolean keep) {
        Map<String, HostTensor> given = new LinkedHashMap<>(values);
        given.put("metric/loss", HostTensor.zeros(values.get("metric/loss").type()));
        Map<String, HostTensor> results = Interpreter.run(step.graph().verify(), given);
        HostTensor sums = results.get(step.graph().aliases().get("metric/loss"));
        if (keep) {
            step.graph().aliases().forEach((input, output) -> values.put(input, results.get(output)));
        }
        return sums.get(0) / sums.get(1);
    }

    private static List<String> gradients(Case given, StepGraph step, Map<String, HostTensor> values) {
        List<String> faults = new ArrayList<>();
        Map<String, HostTensor> results = Interpreter.run(step.graph(), values);
        given.group("grad_step0.layers.").forEach((path, expected) -> {
            HostTensor gradient = results.get(step.graph().aliases().get("parameter/" + path));
            faults.addAll(Case.differences("grad_step0." + path, transposed(expected), gradient.toDoubles()));
        });
        return faults;
    }

    /** Leaves the gradient where the parameter was. */
    private record GradientStep() implements Optimizer {
        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return gradient;
        }
    }

    private static HostTensor transposed(HostTensor tensor) {
        Shape shape = tensor.type().shape();
        if (shape.rank() != 2) {
            return tensor;
        }
        HostTensor transposed = HostTensor.zeros(tensor.type().with(Shape.of(shape.size(1), shape.size(0))));
        for (int row = 0; row < shape.size(0); row++) {
            for (int column = 0; column < shape.size(1); column++) {
                transposed.set(column * shape.size(0) + row, tensor.get(row * shape.size(1) + column));
            }
        }
        return transposed;
    }

    private static HostTensor row(HostTensor rows, int number) {
        HostTensor row = HostTensor.zeros(rows.type().with(rows.type().shape().without(0)));
        System.arraycopy(rows.array(), number * row.elements(), row.array(), 0, row.elements());
        return row;
    }
}
