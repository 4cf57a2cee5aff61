package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.tensor.Tensor;

/** Functions of one number. Expected: {@link Math}, and an integral for the error function. */
final class UnaryRows {
    static final Set<DType> FLOATS = Set.of(DType.F32, DType.F64);
    static final Tolerance EXACT = new Tolerance.Exact();
    static final Tolerance ROUNDED = new Tolerance.Ulps(1);
    static final Tolerance FEW_ULPS = new Tolerance.Ulps(4);

    /** Nodes and weights of the five-point rule of Gauss and Legendre on [−1, 1]. */
    private static final double[][] GAUSS = {
        {0, 0.5688888888888889}, {0.5384693101056831, 0.4786286704993665}, {-0.5384693101056831, 0.4786286704993665},
        {0.9061798459386640, 0.2369268850561891}, {-0.9061798459386640, 0.2369268850561891}};

    private UnaryRows() {
    }

    static List<OpRow> all() {
        return List.of(
                row("negate", EXACT, Values.between(-5, 5), Tensor::negate, x -> -x),
                row("absolute", EXACT, Values.awayFromZero(0.1, 5), Tensor::abs, x -> x < 0 ? -x : x),
                row("sign", EXACT, Values.awayFromZero(0.1, 5), Tensor::sign, x -> x < 0 ? -1 : 1),
                row("floor", EXACT, Values.awayFromWhole(-5, 5), Tensor::floor, Math::floor),
                row("exp", FEW_ULPS, Values.between(-5, 5), Tensor::exp, Math::exp),
                row("expm1", FEW_ULPS, Values.between(-3, 3), Tensor::expm1, Math::expm1),
                row("expm1 of small numbers", FEW_ULPS, Values.between(-1e-4, 1e-4), Tensor::expm1,
                        x -> x + x * x / 2 + x * x * x / 6),
                row("log", FEW_ULPS, Values.between(0.1, 9), Tensor::log, Math::log),
                row("log1p", FEW_ULPS, Values.between(-0.8, 9), Tensor::log1p, Math::log1p),
                row("log1p of small numbers", FEW_ULPS, Values.between(-1e-4, 1e-4), Tensor::log1p,
                        x -> x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4),
                row("sqrt", ROUNDED, Values.between(0.2, 9), Tensor::sqrt, Math::sqrt),
                row("sin", FEW_ULPS, Values.between(-6, 6), Tensor::sin, Math::sin),
                row("cos", FEW_ULPS, Values.between(-6, 6), Tensor::cos, Math::cos),
                row("tanh", FEW_ULPS, Values.between(-4, 4), Tensor::tanh,
                        x -> Math.expm1(2 * x) / (Math.expm1(2 * x) + 2)),
                row("logistic", FEW_ULPS, Values.between(-8, 8), Tensor::sigmoid, x -> 0.5 + 0.5 * Math.tanh(x / 2)),
                row("erf", FEW_ULPS, Values.between(-4, 4), Tensor::erf, UnaryRows::erf),
                row("square", ROUNDED, Values.between(-5, 5), Tensor::square, x -> x * x),
                row("reciprocal", ROUNDED, Values.awayFromZero(0.3, 5), Tensor::reciprocal, x -> 1 / x),
                row("relu", EXACT, Values.awayFromZero(0.1, 5), Tensor::relu, x -> Math.max(0, x)));
    }

    static OpRow row(String name, Tolerance tolerance, Values values, UnaryOperator<Tensor> function,
            DoubleUnaryOperator expected) {
        return new OpRow(name, FLOATS, true, tolerance, (draw, dtype) -> {
            HostTensor x = draw.tensor(dtype, draw.shape(0, 4), values);
            return new OpSample(List.of(x), tensors -> function.apply(tensors.getFirst()),
                    operands -> Arrays.stream(operands.getFirst()).map(expected).toArray());
        });
    }

    private static double erf(double x) {
        int pieces = 16;
        double half = x / pieces / 2;
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++) {
            for (double[] point : GAUSS) {
                double t = half * (2 * piece + 1 + point[0]);
                sum += point[1] * Math.exp(-t * t);
            }
        }
        return 2 / Math.sqrt(Math.PI) * half * sum;
    }
}
