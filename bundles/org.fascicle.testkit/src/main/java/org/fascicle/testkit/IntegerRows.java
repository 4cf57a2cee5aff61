package org.fascicle.testkit;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** Integers that wrap, bits, and truth values. Expected: {@link BigInteger}, cut to 32 bits. */
final class IntegerRows {
    private IntegerRows() {
    }

    static List<OpRow> all() {
        Values any = Values.bits();
        Values small = Values.whole(-9, 9);
        return List.of(
                unary("negate i32", Tensor::negate, x -> x.negate()),
                unary("absolute i32", Tensor::abs, x -> x.abs()),
                unary("sign i32", Tensor::sign, x -> BigInteger.valueOf(x.signum())),
                unary("shift left", x -> x.shiftLeft(7), x -> x.shiftLeft(7)),
                unary("shift right", x -> x.shiftRight(7), x -> x.mod(BigInteger.TWO.pow(32)).shiftRight(7)),
                binary("add i32", DType.I32, any, any, Tensor::plus, (a, b) -> wrap(big(a).add(big(b)))),
                binary("subtract i32", DType.I32, any, any, Tensor::minus, (a, b) -> wrap(big(a).subtract(big(b)))),
                binary("multiply i32", DType.I32, any, any, Tensor::times, (a, b) -> wrap(big(a).multiply(big(b)))),
                binary("divide i32", DType.I32, any, small, Tensor::over,
                        (a, b) -> b == 0 ? 0 : wrap(big(a).divide(big(b)))),
                binary("maximum i32", DType.I32, small, small, Tensor::maximum, Math::max),
                binary("minimum i32", DType.I32, small, small, Tensor::minimum, Math::min),
                binary("and i32", DType.I32, any, any, Tensor::and, (a, b) -> wrap(big(a).and(big(b)))),
                binary("or i32", DType.I32, any, any, Tensor::or, (a, b) -> wrap(big(a).or(big(b)))),
                binary("xor i32", DType.I32, any, any, Tensor::xor, (a, b) -> wrap(big(a).xor(big(b)))),
                binary("and bool", DType.BOOL, Values.truths(), Values.truths(), Tensor::and, (a, b) -> a * b),
                binary("or bool", DType.BOOL, Values.truths(), Values.truths(), Tensor::or, Math::max),
                binary("xor bool", DType.BOOL, Values.truths(), Values.truths(), Tensor::xor,
                        (a, b) -> Math.abs(a - b)));
    }

    private static OpRow unary(String name, UnaryOperator<Tensor> function, UnaryOperator<BigInteger> expected) {
        return new OpRow(name, Set.of(DType.I32), false, UnaryRows.EXACT, (draw, dtype) -> {
            HostTensor x = draw.tensor(dtype, draw.shape(0, 4), Values.bits());
            return new OpSample(List.of(x), tensors -> function.apply(tensors.getFirst()),
                    operands -> Arrays.stream(operands.getFirst()).map(v -> wrap(expected.apply(big(v)))).toArray());
        });
    }

    private static OpRow binary(String name, DType type, Values left, Values right, BinaryOperator<Tensor> function,
            DoubleBinaryOperator expected) {
        return new OpRow(name, Set.of(type), false, UnaryRows.EXACT, (draw, dtype) -> {
            Shape shape = draw.shape(0, 4);
            return BinaryRows.sample(draw.tensor(dtype, shape, left), draw.tensor(dtype, shape, right), function,
                    expected);
        });
    }

    private static BigInteger big(double value) {
        return BigInteger.valueOf((long) value);
    }

    private static double wrap(BigInteger value) {
        return value.intValue();
    }
}
