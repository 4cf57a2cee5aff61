package org.fascicle.activations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** Functions on tensors, run on the reference backend. */
public final class Evaluation {
    private Evaluation() {
    }

    /** The result of a function. */
    public static HostTensor of(Function<List<Tensor>, Tensor> function, HostTensor... operands) {
        return all(tensors -> List.of(function.apply(tensors)), operands).getFirst();
    }

    /** The results of a function. */
    public static List<HostTensor> all(Function<List<Tensor>, List<Tensor>> function, HostTensor... operands) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        for (HostTensor operand : operands) {
            inputs.put("x" + inputs.size(), operand);
        }
        Graph graph = Trace.of(List.of(operands).stream().map(HostTensor::type).toList(), function).verify();
        return new ArrayList<>(Interpreter.run(graph, inputs).values());
    }

    /** The derivative of the sum of a function's result by its first operand. */
    public static HostTensor derivative(Function<List<Tensor>, Tensor> function, HostTensor... operands) {
        return all(tensors -> function.apply(tensors).sum().gradients(tensors.subList(0, 1)), operands).getFirst();
    }
}
