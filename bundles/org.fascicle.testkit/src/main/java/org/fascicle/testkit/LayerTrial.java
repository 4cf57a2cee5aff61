package org.fascicle.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Scope;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/**
 * A layer traced as it is traced in training, with its input as one more parameter, so that the step gives the
 * derivative by it too.
 *
 * @param layer on trial
 * @param input its type, batch axis included
 * @param inputs what the input is filled with
 * @param dtype the element type of all work
 */
record LayerTrial(Layer layer, TensorType input, Values inputs, DType dtype) {
    private static final String OBJECTIVE = "metric/objective";
    private static final String SUCCESSOR = "'";

    /** The layer on an input that is a parameter. */
    private record Held(Layer layer) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Tensor input = x.dtype().isFloating() ? scope.parameter("input", x.shape(), Initializer.constant(0)) : x;
            return scope.apply("layer", layer, input);
        }
    }

    /** A sum in which every number counts differently, and its square, so that it is a loss that can fall. */
    private record Objective() implements Loss, Metric {
        @Override
        public Tensor apply(Tensor output, Tensor target) {
            Tensor floating = output.dtype().isFloating() ? output : output.cast(DType.F64);
            Tensor squares = floating.square().mean().times(0.5);
            return GradientCheck.weighted(floating, 0).plus(squares);
        }

        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            return loss.reshape(1);
        }

        @Override
        public double value(double[] sum) {
            return sum[0];
        }
    }

    private record Descent() implements Optimizer {
        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return parameter.minus(gradient.times(slots.learningRate()));
        }
    }

    /** The training step of the layer on a held input. */
    StepGraph step(int batch) {
        return tracer(new Held(layer)).training(batch);
    }

    /** The graph of the layer alone: a training step or a prediction. */
    Graph graph(int batch, boolean training) {
        Tracer tracer = tracer(layer);
        return (training ? tracer.training(batch) : tracer.prediction(batch)).graph().verify();
    }

    /** Parameters and states of the layer alone, each with its type. */
    List<String> variables(int batch, boolean training) {
        Tracer tracer = tracer(layer);
        return (training ? tracer.training(batch) : tracer.prediction(batch)).variables().stream()
                .filter(v -> v.kind() == Variable.Kind.PARAMETER || v.kind() == Variable.Kind.STATE)
                .map(v -> v.key() + " " + v.type()).sorted().toList();
    }

    /** The outputs of the layer alone. */
    Map<String, HostTensor> run(int batch, boolean training) {
        Tracer tracer = tracer(layer);
        StepGraph step = training ? tracer.training(batch) : tracer.prediction(batch);
        return run(step, values(step));
    }

    Map<String, HostTensor> run(StepGraph step, Map<String, HostTensor> values) {
        return Interpreter.run(step.graph(), values);
    }

    /** First values of everything that a step reads; parameters a little beside theirs, where nothing is special. */
    Map<String, HostTensor> values(StepGraph step) {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        for (Node node : step.graph().inputs()) {
            values.put(node.op().name(), fill(node.type(), node.op().name()));
        }
        for (Variable variable : step.variables()) {
            if (!variable.key().equals("parameter/input")) {
                HostTensor initial = variable.initial(1);
                boolean parameter = variable.kind() == Variable.Kind.PARAMETER;
                values.put(variable.key(), parameter ? beside(initial, variable.key()) : initial);
            }
        }
        values.put("seed-low", HostTensor.of(TensorType.of(DType.I32), new double[] {7}));
        values.put("seed-high", HostTensor.of(TensorType.of(DType.I32), new double[] {0}));
        values.put("step", HostTensor.of(TensorType.of(DType.I32), new double[] {3}));
        values.put("learning-rate", HostTensor.of(TensorType.of(dtype), new double[] {1}));
        return values;
    }

    /** The derivative by a parameter: how far the step went at a rate of 1. */
    double[] gradient(String key, Map<String, HostTensor> before, Map<String, HostTensor> after) {
        double[] gradient = before.get(key).toDoubles();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= after.get(key + SUCCESSOR).get(i);
        }
        return gradient;
    }

    double objective(StepGraph step, Map<String, HostTensor> values, String key, double[] at) {
        Map<String, HostTensor> moved = new LinkedHashMap<>(values);
        moved.put(key, HostTensor.of(values.get(key).type(), at));
        return objective(run(step, moved));
    }

    private static double objective(Map<String, HostTensor> results) {
        return results.get(OBJECTIVE + SUCCESSOR).get(0);
    }

    /** Whether a step changes any parameter. */
    boolean moves(StepGraph step, Map<String, HostTensor> values) {
        Map<String, HostTensor> results = run(step, values);
        return parameters(step).stream().anyMatch(key -> !values.get(key).equals(results.get(key + SUCCESSOR)));
    }

    /** Whether the objective is lower after a step, at one of some rates. */
    boolean descends(StepGraph step, Map<String, HostTensor> values) {
        double before = objective(run(step, values));
        for (double rate = 0.1; rate > 1e-7; rate /= 10) {
            Map<String, HostTensor> moved = new LinkedHashMap<>(values);
            moved.put("learning-rate", HostTensor.of(TensorType.of(dtype), new double[] {rate}));
            Map<String, HostTensor> results = run(step, moved);
            parameters(step).forEach(key -> moved.put(key, results.get(key + SUCCESSOR)));
            if (objective(run(step, moved)) < before) {
                return true;
            }
        }
        return false;
    }

    private static List<String> parameters(StepGraph step) {
        return step.variables().stream().filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                .map(Variable::key).toList();
    }

    private Tracer tracer(Layer model) {
        List<Feature> features = List.of(
                Feature.of(Task.INPUT, new TensorType(input.dtype(), input.shape().without(0))),
                Feature.of(Task.TARGET, TensorType.of(DType.F32)));
        Objective objective = new Objective();
        Task task = new Task(model, objective, new Descent(), Map.of("objective", objective), features);
        return new Tracer(task, dtype);
    }

    private HostTensor fill(TensorType type, String name) {
        return HostTensor.of(type, inputs.draw(type.shape().elements(), ThreefryRandom.of(1, name)));
    }

    private static HostTensor beside(HostTensor values, String name) {
        double[] moved = values.toDoubles();
        double[] noise = Values.awayFromZero(0.01, 0.1).draw(moved.length, ThreefryRandom.of(2, name));
        for (int i = 0; i < moved.length; i++) {
            moved[i] += noise[i];
        }
        return HostTensor.of(values.type(), moved);
    }
}
