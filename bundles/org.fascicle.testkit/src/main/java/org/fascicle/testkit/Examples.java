package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/**
 * Outputs of a model and what they should have been, for losses and metrics.
 *
 * @param output f64 [batch, columns]
 * @param target f64 [batch, columns], or i32 [batch]
 */
record Examples(HostTensor output, HostTensor target) {
    static final int BATCH = 4;
    private static final int COLUMNS = 3;

    /** Values for each column, or class numbers. */
    static Examples of(boolean classes, Values outputs) {
        ThreefryRandom random = ThreefryRandom.of(3, "examples");
        Draw draw = new Draw(random, Draw.Sizing.SMALL);
        HostTensor output = draw.tensor(DType.F64, Shape.of(BATCH, COLUMNS), outputs);
        return new Examples(output, classes ? draw.tensor(DType.I32, Shape.of(BATCH), Values.whole(0, COLUMNS - 1))
                : draw.tensor(DType.F64, output.type().shape(), Values.between(0.1, 0.9)));
    }

    /** The examples of these numbers, in this order. */
    Examples take(int... rows) {
        return new Examples(take(output, rows), take(target, rows));
    }

    /** What a function of both gives. */
    double[] apply(BiFunction<Tensor, Tensor, Tensor> function) {
        Graph graph = Trace.of(List.of(output.type(), target.type()),
                tensors -> List.of(function.apply(tensors.get(0), tensors.get(1)))).verify();
        return Interpreter.run(graph, Map.of("x0", output, "x1", target)).get("y0").toDoubles();
    }

    private static HostTensor take(HostTensor tensor, int... rows) {
        Shape row = tensor.type().shape().without(0);
        double[] values = tensor.toDoubles();
        double[] taken = Arrays.stream(rows).boxed().flatMapToDouble(number -> Arrays.stream(values,
                number * row.elements(), (number + 1) * row.elements())).toArray();
        return HostTensor.of(new TensorType(tensor.type().dtype(), row.inserting(0, rows.length)), taken);
    }
}
