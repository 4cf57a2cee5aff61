package org.fascicle.backend.reference;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Absolute;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.And;
import org.fascicle.graph.op.Binary;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Compare;
import org.fascicle.graph.op.Comparison;
import org.fascicle.graph.op.Cosine;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Erf;
import org.fascicle.graph.op.Exp;
import org.fascicle.graph.op.Expm1;
import org.fascicle.graph.op.Floor;
import org.fascicle.graph.op.Log;
import org.fascicle.graph.op.Log1p;
import org.fascicle.graph.op.Logistic;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Minimum;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.Or;
import org.fascicle.graph.op.Power;
import org.fascicle.graph.op.Select;
import org.fascicle.graph.op.ShiftLeft;
import org.fascicle.graph.op.ShiftRight;
import org.fascicle.graph.op.Sign;
import org.fascicle.graph.op.Sine;
import org.fascicle.graph.op.SquareRoot;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Tanh;
import org.fascicle.graph.op.Unary;
import org.fascicle.graph.op.Xor;

/** Operations that work at each place alone: on floats with {@link StrictMath}, on integers and truths with ints. */
final class Elements {
    private Elements() {
    }

    static double[] apply(Elementwise op, Node node, List<double[]> operands) {
        double[] result = new double[operands.getFirst().length];
        DType operandType = node.operand(0).dtype();
        for (int i = 0; i < result.length; i++) {
            double first = operands.getFirst()[i];
            result[i] = switch (op) {
                case Unary unary when operandType.isFloating() -> real(unary, first);
                case Unary unary -> whole(unary, (int) first);
                case Binary binary when operandType.isFloating() -> real(binary, first, operands.get(1)[i]);
                case Binary binary -> whole(binary, (int) first, (int) operands.get(1)[i]);
                case Compare(Comparison comparison) -> comparison.test(first, operands.get(1)[i]) ? 1 : 0;
                case Select _ -> first != 0 ? operands.get(1)[i] : operands.get(2)[i];
                case Cast _ -> first;
            };
        }
        return result;
    }

    private static double real(Unary op, double x) {
        return switch (op) {
            case Absolute _ -> StrictMath.abs(x);
            case Cosine _ -> StrictMath.cos(x);
            case Erf _ -> ErrorFunction.erf(x);
            case Exp _ -> StrictMath.exp(x);
            case Expm1 _ -> StrictMath.expm1(x);
            case Floor _ -> StrictMath.floor(x);
            case Log _ -> StrictMath.log(x);
            case Log1p _ -> StrictMath.log1p(x);
            case Logistic _ -> logistic(x);
            case Negate _ -> -x;
            case Sign _ -> StrictMath.signum(x);
            case Sine _ -> StrictMath.sin(x);
            case SquareRoot _ -> StrictMath.sqrt(x);
            case Tanh _ -> StrictMath.tanh(x);
        };
    }

    private static int whole(Unary op, int x) {
        return switch (op) {
            case Absolute _ -> Math.abs(x);
            case Negate _ -> -x;
            case Sign _ -> Integer.signum(x);
            case Cosine _, Erf _, Exp _, Expm1 _, Floor _, Log _, Log1p _, Logistic _, Sine _, SquareRoot _, Tanh _ ->
                throw undefined(op.name());
        };
    }

    private static double real(Binary op, double a, double b) {
        return switch (op) {
            case Add _ -> a + b;
            case Divide _ -> a / b;
            case Maximum _ -> Math.max(a, b);
            case Minimum _ -> Math.min(a, b);
            case Multiply _ -> a * b;
            case Power _ -> power(a, b);
            case Subtract _ -> a - b;
            case And _, Or _, ShiftLeft _, ShiftRight _, Xor _ -> throw undefined(op.name());
        };
    }

    private static int whole(Binary op, int a, int b) {
        return switch (op) {
            case Add _ -> a + b;
            case And _ -> a & b;
            case Divide _ -> b == 0 ? 0 : a / b;
            case Maximum _ -> Math.max(a, b);
            case Minimum _ -> Math.min(a, b);
            case Multiply _ -> a * b;
            case Or _ -> a | b;
            case ShiftLeft _ -> a << b;
            case ShiftRight _ -> a >>> b;
            case Subtract _ -> a - b;
            case Xor _ -> a ^ b;
            case Power _ -> throw undefined(op.name());
        };
    }

    /** Only exponentials of negative numbers are taken, so nothing overflows. */
    private static double logistic(double x) {
        double small = StrictMath.exp(-StrictMath.abs(x));
        return (x < 0 ? small : 1) / (1 + small);
    }

    /** IEEE 754 has 1ᵇ = 1 for every b and (−1)^±∞ = 1, where Java gives NaN. */
    private static double power(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : StrictMath.pow(a, b);
    }

    private static IllegalStateException undefined(String op) {
        return new IllegalStateException("the shape rule lets no such type come to " + op);
    }
}
