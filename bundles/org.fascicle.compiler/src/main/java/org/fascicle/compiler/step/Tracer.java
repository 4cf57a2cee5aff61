package org.fascicle.compiler.step;

import java.util.List;
import java.util.Map;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Metric;
import org.fascicle.tensor.Tensor;

/**
 * Writes a task as one graph for batches of one size: features → model → loss → gradients → optimizer → metrics.
 * Nothing is computed; shapes that do not fit show here, with the path of the layer.
 *
 * @param task what is learned
 * @param dtype the element type of all work: f32, or f64 for checks
 */
public record Tracer(Task task, DType dtype) {
    /** A tracer for f32. */
    public Tracer(Task task) {
        this(task, DType.F32);
    }

    /** A step of training: parameters, state, slots and metrics are replaced in place. */
    public StepGraph training(int batch) {
        TraceState trace = new TraceState(true, dtype);
        Tensor loss = measure(trace, batch);
        List<Variable> parameters = trace.variables(Variable.Kind.PARAMETER);
        List<Tensor> values = parameters.stream().map(trace::value).toList();
        List<Tensor> gradients = loss.gradients(values);
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            Tensor value = values.get(i);
            Tensor gradient = gradients.get(i);
            Tensor updated = trace.emitter().within("optimizer/" + parameter.path(),
                    () -> task.optimizer().update(value, gradient, new ParameterSlots(trace, parameter)));
            trace.update(Variable.Kind.PARAMETER, parameter.path(), updated);
        }
        return trace.graph();
    }

    /** A step of evaluation: only the metrics move. */
    public StepGraph evaluation(int batch) {
        TraceState trace = new TraceState(false, dtype);
        measure(trace, batch);
        return trace.graph();
    }

    /** A forward pass without the target: the model's output is the output {@link StepGraph#OUTPUT}. */
    public StepGraph prediction(int batch) {
        TraceState trace = new TraceState(false, dtype);
        List<Feature> given = task.features().stream().filter(feature -> !feature.name().equals(Task.TARGET)).toList();
        trace.emitter().output(StepGraph.OUTPUT, forward(trace, batch, given).node());
        return trace.graph();
    }

    private Tensor measure(TraceState trace, int batch) {
        Tensor output = forward(trace, batch, task.features());
        Tensor target = trace.input(Task.TARGET);
        Tensor loss = trace.emitter().within("loss", () -> task.loss().apply(output, target));
        for (Map.Entry<String, Metric> metric : Figures.of(task).entrySet()) {
            trace.emitter().within("metric/" + metric.getKey(), () -> {
                accumulate(trace, metric.getKey(), metric.getValue().batch(output, target, loss));
                return loss;
            });
        }
        return loss;
    }

    private void accumulate(TraceState trace, String name, Tensor part) {
        Tensor sum = trace.variable(Variable.Kind.METRIC, name, part.shape(), Initializer.constant(0));
        trace.update(Variable.Kind.METRIC, name, sum.plus(part.cast(dtype)));
    }

    private Tensor forward(TraceState trace, int batch, List<Feature> features) {
        for (Feature feature : features) {
            Shape shape = feature.type().shape().inserting(0, batch);
            DType stored = feature.type().dtype() == DType.F32 ? dtype : feature.type().dtype();
            Tensor given = trace.tensor(StepGraph.BATCH + feature.name(), new TensorType(stored, shape));
            trace.input(feature.name(), scaled(feature, given));
        }
        return task.model().apply(trace.input(Task.INPUT), new LayerScope(trace, ""));
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
