package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** Functions composed of operations, and the two ways to compose: calls and customs. */
final class ComposedRows {
    /** Exponents of an f32 carry half a unit in the last place of their argument into the result. */
    private static final Tolerance NEAR = new Tolerance.Near(1e-5, 2e-6);
    private static final double LARGE = 90;

    private ComposedRows() {
    }

    static List<OpRow> all() {
        return List.of(
                alongAxis("softmax", Tensor::softmax, ComposedRows::softmax),
                alongAxis("log-softmax", Tensor::logSoftmax, ComposedRows::logSoftmax),
                alongAxis("log-sum-exp", (x, axis) -> x.logSumExpKeeping(axis).broadcastTo(x.shape()),
                        (row, i) -> logSumExp(row)),
                new OpRow("mean, keeping axes", UnaryRows.FLOATS, true, new Tolerance.OfAbsolutes(),
                        ComposedRows::mean),
                new OpRow("stop-gradient", UnaryRows.FLOATS, false, UnaryRows.EXACT, ComposedRows::stopGradient),
                new OpRow("call", UnaryRows.FLOATS, true, NEAR, ComposedRows::call),
                new OpRow("custom", UnaryRows.FLOATS, true, NEAR, ComposedRows::custom));
    }

    private interface AtPlace {
        double value(double[] row, int place);
    }

    private static OpRow alongAxis(String name, BiFunction<Tensor, Integer, Tensor> function, AtPlace expected) {
        return new OpRow(name, UnaryRows.FLOATS, true, NEAR, (draw, dtype) -> {
            Shape shape = draw.shape(1, 3);
            int axis = draw.axis(shape);
            // large numbers would overflow without the shift; derivatives are tried around small ones
            double size = draw.sizing() == Draw.Sizing.SMALL ? 2 : LARGE;
            HostTensor x = draw.tensor(dtype, shape, Values.between(-size, size));
            return new OpSample(List.of(x), tensors -> function.apply(tensors.getFirst(), axis - shape.rank()),
                    operands -> Places.fill(shape, place -> {
                        double[] row = new double[shape.size(axis)];
                        int[] source = place.clone();
                        for (source[axis] = 0; source[axis] < row.length; source[axis]++) {
                            row[source[axis]] = Places.at(operands.getFirst(), shape, source);
                        }
                        return expected.value(row, place[axis]);
                    }));
        });
    }

    private static double softmax(double[] row, int place) {
        return 1 / Arrays.stream(row).map(value -> Math.exp(value - row[place])).sum();
    }

    /** {@code −ln(1 + Σ e^(other − own))}: nothing cancels. */
    private static double logSoftmax(double[] row, int place) {
        double others = 0;
        for (int i = 0; i < row.length; i++) {
            others += i == place ? 0 : Math.exp(row[i] - row[place]);
        }
        return -Math.log1p(others);
    }

    private static double logSumExp(double[] row) {
        double largest = Arrays.stream(row).max().orElse(Double.NEGATIVE_INFINITY);
        return largest + Math.log(Arrays.stream(row).map(value -> Math.exp(value - largest)).sum());
    }

    private static OpSample mean(Draw draw, DType dtype) {
        Shape shape = draw.shape(2, 3);
        return new OpSample(List.of(draw.tensor(dtype, shape, Values.between(-3, 3))),
                tensors -> tensors.getFirst().meanKeeping(0, -1),
                operands -> Arrays.stream(ReductionRows.fold(operands.getFirst(), shape,
                        List.of(0, shape.rank() - 1), 0, Double::sum))
                        .map(sum -> sum / (shape.size(0) * shape.size(-1))).toArray());
    }

    private static OpSample stopGradient(Draw draw, DType dtype) {
        HostTensor x = draw.tensor(dtype, draw.shape(0, 3), Values.between(-3, 3));
        return new OpSample(List.of(x), tensors -> Trace.stopGradient(tensors.getFirst()), List::getFirst);
    }

    private static OpSample call(Draw draw, DType dtype) {
        Shape shape = draw.shape(0, 3);
        return BinaryRows.sample(draw.tensor(dtype, shape, Values.between(-2, 2)),
                draw.tensor(dtype, shape, Values.between(-2, 2)),
                (a, b) -> Trace.call("blend", List.of(a, b), both -> both.get(0).sin().times(both.get(1).exp())),
                (a, b) -> Math.sin(a) * Math.exp(b));
    }

    /** Its own derivative is the true one, written another way: 1 − tanh² as 4 / (eˣ + e⁻ˣ)². */
    private static OpSample custom(Draw draw, DType dtype) {
        HostTensor x = draw.tensor(dtype, draw.shape(0, 3), Values.between(-2, 2));
        return new OpSample(List.of(x),
                tensors -> Trace.custom("testkit.tanh", tensors, both -> both.getFirst().tanh(), operands -> {
                    Tensor exponential = operands.get(0).exp();
                    Tensor both = exponential.plus(exponential.reciprocal());
                    return List.of(operands.get(1).times(4).over(both.square()));
                }), operands -> Arrays.stream(operands.getFirst()).map(Math::tanh).toArray());
    }
}
