package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/**
 * A whole network, trained for some steps as the workbench trains it: losses, first gradients, last parameters and
 * states.
 *
 * @param model the network
 * @param input from a batch in PyTorch's layout to ours
 * @param parameters by our path, made of PyTorch's by name
 * @param states by our path, made of PyTorch's buffers by name
 */
record NetRun(Layer model, UnaryOperator<Tensor> input, Map<String, Function<Theirs, Tensor>> parameters,
        Map<String, Function<Theirs, Tensor>> states) {
    /** PyTorch's tensors by name. */
    @FunctionalInterface
    interface Theirs {
        Tensor tensor(String name);
    }

    List<String> differences(Case given) {
        given.options().requireAllRead();
        Options options = new Options(given.optimizer().path("options"));
        Optimizer optimizer = OptimizerTargets.optimizer(given.optimizer().path("target").asText(), options);
        options.requireAllRead();
        HostTensor batches = given.tensor("input.x");
        int batch = batches.type().shape().size(1);
        HostTensor first = batch(batches, 0);
        TensorType target = row(given.tensor("input.target"), 0).type();
        List<Feature> features = List.of(Feature.of(Task.INPUT, first.type().with(first.type().shape().without(0))),
                Feature.of(Task.TARGET, TensorType.of(DType.I32).with(target.shape().without(0))));
        CrossEntropy loss = new CrossEntropy(0, List.of(), List.of(), Reduction.MEAN);
        Tracer tracer = new Tracer(new Task(model, loss, optimizer, Map.of(), features), DType.F64);
        Tracer probe = new Tracer(new Task(model, loss, new GradientStep(), Map.of(), features), DType.F64);
        StepGraph step = tracer.training(batch);
        Map<String, HostTensor> values = start(given, step, optimizer);

        List<String> faults = new ArrayList<>();
        double[] before = new double[batches.type().shape().size(0)];
        double[] after = new double[before.length];
        for (int number = 0; number < before.length; number++) {
            values.put("batch/x", batch(batches, number));
            values.put("batch/y", row(given.tensor("input.target"), number));
            values.put("step", HostTensor.of(Shape.SCALAR, number));
            if (number == 0) {
                StepGraph gradients = probe.training(batch);
                Map<String, HostTensor> results = Interpreter.run(gradients.graph(), values);
                faults.addAll(compare(given, "grad_step0.", parameters, path ->
                        results.get(gradients.graph().aliases().get("parameter/" + path))));
            }
            before[number] = run(step, values, true);
            // a trial pass of training, whose statistics are those of the batch, and which is forgotten
            after[number] = run(step, values, false);
        }
        faults.addAll(Case.differences("loss.step", given.tensor("loss.step"), before));
        faults.addAll(Case.differences("loss.after", given.tensor("loss.after"), after));
        faults.addAll(compare(given, "final.", parameters, path -> values.get("parameter/" + path)));
        faults.addAll(compare(given, "after.", states, path -> values.get("state/" + path)));
        values.put("batch/x", first);
        faults.addAll(Case.differences("output.eval_logits", given.tensor("output.eval_logits"),
                Interpreter.run(tracer.prediction(batch).graph(), values).get(StepGraph.OUTPUT).toDoubles()));
        return faults;
    }

    private Map<String, HostTensor> start(Case given, StepGraph step, Optimizer optimizer) {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        step.variables().forEach(variable -> values.put(variable.key(), variable.initial(0)));
        int elements = 0;
        for (Map.Entry<String, Function<Theirs, Tensor>> parameter : parameters.entrySet()) {
            HostTensor value = converted(given.group("initial."), parameter.getValue());
            values.put("parameter/" + parameter.getKey(), value);
            elements += value.elements();
        }
        int theirs = given.group("initial.").values().stream().mapToInt(HostTensor::elements).sum();
        if (elements != theirs) {
            throw new IllegalStateException("of " + theirs + " numbers " + elements + " are used");
        }
        states.forEach((path, state) -> values.put("state/" + path, converted(given.group("before."), state)));
        StepGraph.SCALARS.forEach(name -> values.put(name, HostTensor.zeros(TensorType.of(DType.I32))));
        values.put("learning-rate", HostTensor.of(Shape.SCALAR, optimizer.learningRate()));
        values.put(StepGraph.GRADIENT_SCALE, HostTensor.of(Shape.SCALAR, 1.0));
        return values;
    }

    private static List<String> compare(Case given, String prefix, Map<String, Function<Theirs, Tensor>> conversions,
            Function<String, HostTensor> ours) {
        List<String> faults = new ArrayList<>();
        conversions.forEach((path, conversion) -> faults.addAll(Case.differences(prefix + path,
                converted(given.group(prefix), conversion), ours.apply(path).toDoubles())));
        return faults;
    }

    private HostTensor batch(HostTensor batches, int number) {
        return converted(Map.of("x", row(batches, number)), theirs -> input.apply(theirs.tensor("x")));
    }

    private static HostTensor converted(Map<String, HostTensor> group, Function<Theirs, Tensor> conversion) {
        Emitter emitter = new Emitter();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        group.forEach((name, value) -> tensors.put(name, new Tensor(emitter.input(name, value.type()), emitter)));
        Tensor result = conversion.apply(name -> {
            if (!tensors.containsKey(name)) {
                throw new IllegalStateException("there is no " + name + " among " + tensors.keySet());
            }
            return tensors.get(name);
        });
        emitter.output("y", result.node());
        return Interpreter.run(emitter.graph(), group).get("y");
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

    private static HostTensor row(HostTensor rows, int number) {
        HostTensor row = HostTensor.zeros(rows.type().with(rows.type().shape().without(0)));
        System.arraycopy(rows.array(), number * row.elements(), row.array(), 0, row.elements());
        return row;
    }
}
