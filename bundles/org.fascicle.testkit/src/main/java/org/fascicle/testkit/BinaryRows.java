package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;

/** Functions of two numbers, on equal shapes and on shapes that broadcast. */
final class BinaryRows {
    private BinaryRows() {
    }

    static List<OpRow> all() {
        Values any = Values.between(-4, 4);
        Values divisor = Values.awayFromZero(0.3, 4);
        return List.of(
                row("add", UnaryRows.ROUNDED, any, any, Tensor::plus, Double::sum),
                row("subtract", UnaryRows.ROUNDED, any, any, Tensor::minus, (a, b) -> a - b),
                row("multiply", UnaryRows.ROUNDED, any, any, Tensor::times, (a, b) -> a * b),
                row("divide", UnaryRows.ROUNDED, any, divisor, Tensor::over, (a, b) -> a / b),
                row("power", UnaryRows.FEW_ULPS, Values.between(0.3, 3), Values.between(-2, 2), Tensor::power,
                        (a, b) -> Math.exp(b * Math.log(a))),
                row("power of negative numbers", UnaryRows.FEW_ULPS, Values.between(-3, -0.3), Values.whole(-3, 3),
                        Tensor::power, BinaryRows::wholePower, false),
                unequal("maximum", Tensor::maximum, (a, b) -> a > b ? a : b),
                unequal("minimum", Tensor::minimum, (a, b) -> a < b ? a : b),
                broadcast("add, broadcast", any, Tensor::plus, Double::sum),
                broadcast("multiply, broadcast", any, Tensor::times, (a, b) -> a * b),
                broadcast("divide, broadcast", divisor, Tensor::over, (a, b) -> a / b));
    }

    private static OpRow row(String name, Tolerance tolerance, Values left, Values right,
            BinaryOperator<Tensor> function, DoubleBinaryOperator expected) {
        return row(name, tolerance, left, right, function, expected, true);
    }

    static OpRow row(String name, Tolerance tolerance, Values left, Values right,
            BinaryOperator<Tensor> function, DoubleBinaryOperator expected, boolean differentiable) {
        return new OpRow(name, UnaryRows.FLOATS, differentiable, tolerance, (draw, dtype) -> {
            Shape shape = draw.shape(0, 4);
            return sample(draw.tensor(dtype, shape, left), draw.tensor(dtype, shape, right), function, expected);
        });
    }

    /** The derivative is a choice where both operands are equal, so no two are nearly so. */
    private static OpRow unequal(String name, BinaryOperator<Tensor> function, DoubleBinaryOperator expected) {
        return new OpRow(name, UnaryRows.FLOATS, true, UnaryRows.EXACT, (draw, dtype) -> {
            Shape shape = draw.shape(0, 4);
            int count = shape.elements();
            double[] both = Values.distinct().draw(2 * count, draw.random());
            TensorType type = new TensorType(dtype, shape);
            return sample(HostTensor.of(type, Arrays.copyOf(both, count)),
                    HostTensor.of(type, Arrays.copyOfRange(both, count, 2 * count)), function, expected);
        });
    }

    /** One operand lacks the first axis, the other has extent 1 on another; the values suit either side. */
    private static OpRow broadcast(String name, Values values, BinaryOperator<Tensor> function,
            DoubleBinaryOperator expected) {
        return new OpRow(name, UnaryRows.FLOATS, true, UnaryRows.ROUNDED, (draw, dtype) -> {
            Shape shape = draw.shape(2, 4);
            Shape left = shape.with(draw.axis(shape), 1);
            Shape right = shape.without(0);
            Shape result = left.size(0) == 1 ? shape.with(0, 1) : shape;
            return new OpSample(List.of(draw.tensor(dtype, left, values), draw.tensor(dtype, right, values)),
                    tensors -> function.apply(tensors.get(0), tensors.get(1)),
                    operands -> Places.fill(result, place -> expected.applyAsDouble(
                            Places.broadcastAt(operands.get(0), left, place),
                            Places.broadcastAt(operands.get(1), right, place))));
        });
    }

    static OpSample sample(HostTensor left, HostTensor right, BinaryOperator<Tensor> function,
            DoubleBinaryOperator expected) {
        return new OpSample(List.of(left, right), tensors -> function.apply(tensors.get(0), tensors.get(1)),
                operands -> {
                    double[] values = new double[operands.getFirst().length];
                    Arrays.setAll(values, i -> expected.applyAsDouble(operands.get(0)[i], operands.get(1)[i]));
                    return values;
                });
    }

    private static double wholePower(double base, double exponent) {
        double product = 1;
        for (int i = 0; i < Math.abs(exponent); i++) {
            product *= base;
        }
        return exponent < 0 ? 1 / product : product;
    }

}
