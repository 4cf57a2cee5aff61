package org.fascicle.layers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Sgd;

/** A layer outside training, traced as the workbench traces it. */
final class Forward {
    private Forward() {
    }

    /** The output for an input and parameters, by their paths. */
    static HostTensor of(Layer layer, HostTensor x, Map<String, HostTensor> parameters) {
        StepGraph step = trace(layer, x.type());
        Map<String, HostTensor> inputs = new HashMap<>();
        for (Node input : step.graph().inputs()) {
            inputs.put(input.op().name(), HostTensor.zeros(input.type()));
        }
        inputs.put(StepGraph.BATCH + "x", x);
        parameters.forEach((path, value) -> inputs.put("parameter/" + path, value));
        return Interpreter.run(step.graph(), inputs).get(StepGraph.OUTPUT);
    }

    static StepGraph trace(Layer layer, TensorType x) {
        Task task = new Task(layer, (output, target) -> output.sum(), new Sgd(0.1), Map.of(),
                List.of(Feature.of("x", x.with(x.shape().without(0)))));
        return new Tracer(task, x.dtype() == DType.F64 ? DType.F64 : DType.F32).prediction(x.shape().size(0));
    }

    /** path → shape of the parameters of a layer. */
    static Map<String, String> parameters(Layer layer, TensorType x) {
        Map<String, String> shapes = new HashMap<>();
        for (Variable variable : trace(layer, x).variables()) {
            shapes.put(variable.path(), variable.type().shape().toString());
        }
        return shapes;
    }
}
