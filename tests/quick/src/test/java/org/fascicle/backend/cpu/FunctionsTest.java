package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** The functions against {@link StrictMath}, over all floats: bit patterns a prime apart, and the special ones. */
class FunctionsTest {
    /** Prime, so that every exponent and every low bit comes up. */
    private static final int APART = 20_011;
    private static final float[] SPECIAL = {0f, -0f, 1f, -1f, 0.5f, -0.5f, Float.NaN, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL,
        Float.MAX_VALUE, -Float.MAX_VALUE, 88.72284f, -87.33655f, -103.97f, 88.8f, 0x1p15f, 32769f, 8388607.5f, 1e10f,
        -1e30f};

    /** What is promised of each. */
    enum Function {
        EXP(Tensor::exp, StrictMath::exp, 1.1),
        EXPM1(Tensor::expm1, StrictMath::expm1, 2),
        LOG(Tensor::log, StrictMath::log, 1),
        LOG1P(Tensor::log1p, StrictMath::log1p, 2),
        TANH(Tensor::tanh, StrictMath::tanh, 2.5),
        LOGISTIC(Tensor::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 2.5),
        ERF(Tensor::erf, FunctionsTest::erf, 6),
        SIN(Tensor::sin, StrictMath::sin, 1.6),
        COS(Tensor::cos, StrictMath::cos, 1.6),
        FLOOR(Tensor::floor, StrictMath::floor, 0),
        SQRT(Tensor::sqrt, StrictMath::sqrt, 0.5),
        SIGN(Tensor::sign, StrictMath::signum, 0);

        private final UnaryOperator<Tensor> tensor;
        private final DoubleUnaryOperator strict;
        private final double ulps;

        Function(UnaryOperator<Tensor> tensor, DoubleUnaryOperator strict, double ulps) {
            this.tensor = tensor;
            this.strict = strict;
            this.ulps = ulps;
        }
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void a_function_is_as_near_as_it_says(Function function) {
        float[] x = everywhere();
        float[] y = apply(function.tensor, x);
        for (int i = 0; i < x.length; i++) {
            double expected = function.strict.applyAsDouble(x[i]);
            double error = ulps(y[i], expected);
            assertTrue(error <= function.ulps, function + " of " + x[i] + " is " + y[i] + ", not " + expected + ": "
                    + error + " ulp");
        }
    }

    @Test
    void a_power_is_as_near_as_it_says_for_any_base_and_exponent() {
        Random random = new Random(1);
        int count = 60_000;
        float[] a = new float[count + SPECIAL.length * SPECIAL.length];
        float[] b = new float[a.length];
        for (int i = 0; i < count; i++) {
            // exponents that spread the results over the range of floats, whole ones for negative bases, and any bits
            a[i] = (float) StrictMath.exp(random.nextDouble(-20, 20)) * (i % 3 == 1 && random.nextBoolean() ? -1 : 1);
            b[i] = i % 3 == 0 ? (float) (random.nextDouble(-105, 90) / StrictMath.log(a[i]))
                    : i % 3 == 1 ? random.nextInt(-9, 10) : Float.intBitsToFloat(random.nextInt());
        }
        for (int i = 0; i < SPECIAL.length * SPECIAL.length; i++) {
            a[count + i] = SPECIAL[i / SPECIAL.length];
            b[count + i] = SPECIAL[i % SPECIAL.length];
        }
        float[] y = apply(a, b);
        DoubleBinaryOperator power = (base, exponent) -> base == 1 || base == -1 && Double.isInfinite(exponent) ? 1
                : StrictMath.pow(base, exponent);
        for (int i = 0; i < a.length; i++) {
            double expected = power.applyAsDouble(a[i], b[i]);
            assertTrue(ulps(y[i], expected) <= 3, a[i] + " to the " + b[i] + " is " + y[i] + ", not " + expected);
        }
    }

    @Test
    void odd_functions_are_odd_and_keep_the_sign_of_zero() {
        for (Function function : List.of(Function.TANH, Function.ERF, Function.SIN)) {
            float[] x = everywhere();
            float[] negative = x.clone();
            for (int i = 0; i < x.length; i++) {
                negative[i] = -x[i];
            }
            float[] y = apply(function.tensor, x);
            float[] mirrored = apply(function.tensor, negative);
            for (int i = 0; i < x.length; i++) {
                assertEquals(y[i], -mirrored[i], function + " of " + x[i]);
            }
        }
    }

    private static float[] everywhere() {
        int count = (int) ((1L << Integer.SIZE) / APART);
        float[] x = new float[count + SPECIAL.length];
        for (int i = 0; i < count; i++) {
            x[i] = Float.intBitsToFloat((int) ((long) i * APART));
        }
        System.arraycopy(SPECIAL, 0, x, count, SPECIAL.length);
        return x;
    }

    private static float[] apply(UnaryOperator<Tensor> function, float[] x) {
        TensorType type = TensorType.of(DType.F32, x.length);
        return CpuRun.once(Trace.of(List.of(type), tensors -> List.of(function.apply(tensors.getFirst()))), 2,
                List.of(new HostTensor(type, x))).getFirst().floats();
    }

    private static float[] apply(float[] a, float[] b) {
        TensorType type = TensorType.of(DType.F32, a.length);
        return CpuRun.once(Trace.of(List.of(type, type), tensors -> List.of(tensors.get(0).power(tensors.get(1)))),
                2, List.of(new HostTensor(type, a), new HostTensor(type, b))).getFirst().floats();
    }

    /** Distance in units of the last place of the float nearest to what is expected. */
    private static double ulps(float found, double expected) {
        float nearest = (float) expected;
        if (Double.isNaN(expected) || Float.isNaN(found)) {
            return Double.isNaN(expected) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Float.isInfinite(nearest) || Float.isInfinite(found)) {
            double bounded = Float.isInfinite(found) ? Math.copySign(0x1p128, found) : found;
            return found == nearest ? 0 : Math.abs(bounded - expected) / Math.ulp(Float.MAX_VALUE);
        }
        return Math.abs(found - expected) / Math.ulp(nearest);
    }

    /** The series for small numbers, the continued fraction of erfc (Abramowitz and Stegun 7.1.14) for others. */
    private static double erf(double x) {
        double size = Math.abs(x);
        if (size > 6 || Double.isNaN(x)) {
            return Math.signum(x);
        }
        if (size < 2.5) {
            double sum = 0;
            double term = x;
            for (int i = 0; i < 120; i++) {
                sum += term / (2 * i + 1);
                term *= -x * x / (i + 1);
            }
            return sum * 2 / StrictMath.sqrt(Math.PI);
        }
        double fraction = 0;
        for (int i = 80; i > 0; i--) {
            fraction = i / 2.0 / (size + fraction);
        }
        return Math.signum(x) * (1 - StrictMath.exp(-size * size) / StrictMath.sqrt(Math.PI) / (size + fraction));
    }
}
