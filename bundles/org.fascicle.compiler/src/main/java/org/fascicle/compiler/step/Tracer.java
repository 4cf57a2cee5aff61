package org.fascicle.compiler.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/**
 * Writes a task as one graph for batches of one size: features → objective → gradients → update → metrics. Nothing is
 * computed; shapes that do not fit show here, with the path of the layer.
 *
 * @param task what is learned
 * @param dtype the element type of all work: f32, or f64 for checks
 * @param probing whether the outputs of all layers, and what they show, are outputs of the graphs
 */
public record Tracer(Task task, DType dtype, boolean probing) {
    /** A tracer for f32 without probes. */
    public Tracer(Task task) {
        this(task, DType.F32, false);
    }

    /** A tracer without probes. */
    public Tracer(Task task, DType dtype) {
        this(task, dtype, false);
    }

    /** The same tracer with probes. */
    public Tracer withProbes() {
        return new Tracer(task, dtype, true);
    }

    /** A step of training: parameters, state, slots and metrics are replaced in place. */
    public StepGraph training(int batch) {
        TraceState trace = new TraceState(true, dtype, probing);
        Tensor loss = measure(trace, batch);
        List<Variable> parameters = trained(trace);
        follow(trace, parameters, loss.gradients(parameters.stream().map(trace::value).toList()));
        return trace.graph();
    }

    /**
     * The first half of a step: the gradients are added to variables, and state and metrics move. With
     * {@link #application} it makes a step over several batches, or one with a hook between the halves.
     */
    public StepGraph gradients(int batch) {
        TraceState trace = new TraceState(true, dtype, probing);
        Tensor loss = measure(trace, batch);
        List<Variable> parameters = trained(trace);
        List<Tensor> gradients = loss.gradients(parameters.stream().map(trace::value).toList());
        for (int i = 0; i < parameters.size(); i++) {
            Tensor sum = gradient(trace, parameters.get(i));
            trace.update(Variable.Kind.GRADIENT, parameters.get(i).path(), sum.plus(gradients.get(i)));
        }
        return trace.graph();
    }

    /**
     * The second half of a step: the parameters follow the gradients gathered, times the scalar
     * {@link StepGraph#GRADIENT_SCALE}, which start at zero again.
     *
     * @param of a first half: its parameters are the ones
     */
    public StepGraph application(StepGraph of) {
        TraceState trace = new TraceState(true, dtype, false);
        List<Variable> parameters = new ArrayList<>();
        for (Variable variable : of.variables()) {
            if (variable.kind() == Variable.Kind.PARAMETER && isTrained(variable)) {
                parameters.add(variable);
                trace.variable(variable.kind(), variable.path(), variable.type().shape(), variable.initializer());
            }
        }
        List<Tensor> gradients = parameters.stream()
                .map(parameter -> gradient(trace, parameter).times(trace.scalar(StepGraph.GRADIENT_SCALE))).toList();
        follow(trace, parameters, gradients);
        for (Variable parameter : parameters) {
            trace.update(Variable.Kind.GRADIENT, parameter.path(),
                    trace.value(parameter).constant(parameter.type(), 0));
        }
        return trace.graph();
    }

    /** A step of evaluation: only the metrics move. */
    public StepGraph evaluation(int batch) {
        TraceState trace = new TraceState(false, dtype, probing);
        measure(trace, batch);
        return trace.graph();
    }

    /** A forward pass without the target: the model's output is the output {@link StepGraph#OUTPUT}. */
    public StepGraph prediction(int batch) {
        return forward(batch, new TraceState(false, dtype, probing));
    }

    /**
     * A forward pass over a piece of sequences: the features are those of the piece, the scalar {@code step} counts the
     * places before it, and the layers keep what they need of them as states, which are replaced in place.
     *
     * @param length the most places that a sequence may have, all pieces together
     */
    public StepGraph continuation(int batch, int length) {
        return forward(batch, new TraceState(false, dtype, probing, Optional.of(length)));
    }

    private StepGraph forward(int batch, TraceState trace) {
        feed(trace, batch, task.features().stream().filter(feature -> !feature.name().equals(Task.TARGET)).toList());
        trace.emitter().output(StepGraph.OUTPUT, task.objective().output(new LayerScope(trace, "")).node());
        return trace.graph();
    }

    private List<Variable> trained(TraceState trace) {
        return trace.variables(Variable.Kind.PARAMETER).stream().filter(this::isTrained).toList();
    }

    private boolean isTrained(Variable parameter) {
        return task.update().group(parameter.path()).flatMap(ParameterGroup::optimizer).isPresent();
    }

    private static Tensor gradient(TraceState trace, Variable parameter) {
        return trace.variable(Variable.Kind.GRADIENT, parameter.path(), parameter.type().shape(),
                Initializer.constant(0));
    }

    private void follow(TraceState trace, List<Variable> parameters, List<Tensor> gradients) {
        Optional<Clipping> clipping = task.update().clipping().filter(_ -> !parameters.isEmpty());
        List<Tensor> followed = trace.emitter().within("clipping",
                () -> clipping.map(clip -> clip.apply(gradients)).orElse(gradients));
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            Tensor value = trace.value(parameter);
            Tensor gradient = followed.get(i);
            ParameterGroup group = task.update().group(parameter.path()).orElseThrow();
            Tensor updated = trace.emitter().within("optimizer/" + parameter.path(), () -> group.optimizer()
                    .orElseThrow().update(value, gradient, new ParameterSlots(trace, parameter, group.rate())));
            trace.update(Variable.Kind.PARAMETER, parameter.path(), updated);
        }
    }

    private Tensor measure(TraceState trace, int batch) {
        feed(trace, batch, task.features());
        Scope scope = new LayerScope(trace, "");
        Tensor output = task.objective().output(scope);
        Tensor loss = trace.emitter().within("loss", () -> task.objective().loss(output, scope));
        // an objective whose only figure is its loss may have no target
        Tensor target = task.metrics().isEmpty() ? output : inUnits(task.objective().target(scope));
        Tensor told = inUnits(output);
        for (Map.Entry<String, Metric> figure : Figures.of(task, batch).entrySet()) {
            trace.emitter().within("metric/" + figure.getKey(), () -> {
                accumulate(trace, figure.getKey(), figure.getValue().batch(told, target, loss, scope));
                return loss;
            });
        }
        return loss;
    }

    /** What metrics see where the loss sees a value scaled: the value itself. */
    private Tensor inUnits(Tensor seen) {
        return task.features().stream().filter(feature -> feature.name().equals(Task.TARGET)
                && feature.type().dtype() == DType.F32 && !task.metrics().isEmpty()
                && (feature.scale() != 1 || feature.offset() != 0)).findFirst()
                .map(feature -> seen.minus(feature.offset()).times(1 / feature.scale())).orElse(seen);
    }

    private void accumulate(TraceState trace, String name, Tensor part) {
        Tensor sum = trace.variable(Variable.Kind.METRIC, name, part.shape(), Initializer.constant(0));
        trace.update(Variable.Kind.METRIC, name, sum.plus(part.cast(dtype)));
    }

    private void feed(TraceState trace, int batch, List<Feature> features) {
        for (Feature feature : features) {
            Shape shape = feature.type().shape().inserting(0, batch);
            DType stored = feature.type().dtype() == DType.F32 ? dtype : feature.type().dtype();
            Tensor given = trace.tensor(StepGraph.BATCH + feature.name(), new TensorType(stored, shape));
            trace.input(feature.name(), trace.emitter().within(StepGraph.BATCH + feature.name(),
                    () -> scaled(feature, given)));
        }
    }

    /** Bytes are always numbers to the model; class numbers and indices stay integers. */
    private Tensor scaled(Feature feature, Tensor given) {
        boolean plain = feature.scale() == 1 && feature.offset() == 0;
        if (plain && feature.type().dtype() != DType.U8) {
            return given;
        }
        Tensor number = given.cast(dtype);
        Tensor scaled = feature.scale() == 1 ? number : number.times(feature.scale());
        return feature.offset() == 0 ? scaled : scaled.plus(feature.offset());
    }
}
