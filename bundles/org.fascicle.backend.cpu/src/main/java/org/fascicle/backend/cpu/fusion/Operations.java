package org.fascicle.backend.cpu.fusion;

import java.util.List;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.math.ErrorFunction;
import org.fascicle.backend.cpu.math.Exponential;
import org.fascicle.backend.cpu.math.Logarithm;
import org.fascicle.backend.cpu.math.PowerFunction;
import org.fascicle.backend.cpu.math.Trigonometry;
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
import org.fascicle.graph.op.Op;
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

/** Elementwise operations as arithmetic on a lane, and what they cost. */
final class Operations {
    private static final int SIMPLE = 20;
    private static final int DIVISION = 80;
    private static final int FUNCTION = 200;
    private static final int POWER = 1000;
    /** Instructions, each of some ten bytes of code. */
    private static final int LONG = 70;

    private Operations() {
    }

    /** The result of an operation. */
    static Value emit(Lane lane, Elementwise op, List<Value> operands) {
        Value a = operands.getFirst();
        return switch (op) {
            case Unary unary -> emit(lane, unary, a);
            case Binary binary -> emit(lane, binary, a, operands.get(1));
            case Compare(Comparison comparison) ->
                lane.compare(comparison, lane.asInt(a), lane.asInt(operands.get(1)));
            case Select _ -> select(lane, a, operands.get(1), operands.get(2));
            case Cast cast -> lane.cast(a, cast.dtype());
        };
    }

    private static Value emit(Lane lane, Unary op, Value a) {
        return switch (op) {
            case Absolute _ -> lane.absolute(a);
            case Cosine _ -> Trigonometry.cos(lane, a);
            case Erf _ -> ErrorFunction.erf(lane, a);
            case Exp _ -> Exponential.exp(lane, a);
            case Expm1 _ -> Exponential.expm1(lane, a);
            case Floor _ -> lane.floor(a);
            case Log _ -> Logarithm.log(lane, a);
            case Log1p _ -> Logarithm.log1p(lane, a);
            case Logistic _ -> Exponential.logistic(lane, a);
            case Negate _ -> lane.negate(a);
            case Sign _ -> lane.sign(a);
            case Sine _ -> Trigonometry.sin(lane, a);
            case SquareRoot _ -> lane.squareRoot(a);
            case Tanh _ -> Exponential.tanh(lane, a);
        };
    }

    private static Value emit(Lane lane, Binary op, Value a, Value b) {
        return switch (op) {
            case Add _ -> lane.add(a, b);
            case And _ -> lane.and(a, b);
            case Divide _ -> lane.divide(a, b);
            case Maximum _ -> lane.maximum(a, b);
            case Minimum _ -> lane.minimum(a, b);
            case Multiply _ -> lane.multiply(a, b);
            case Or _ -> lane.or(a, b);
            case Power _ -> PowerFunction.pow(lane, a, b);
            case ShiftLeft _ -> lane.shiftLeft(a, b);
            case ShiftRight _ -> lane.shiftRight(a, b);
            case Subtract _ -> lane.subtract(a, b);
            case Xor _ -> lane.xor(a, b);
        };
    }

    private static Value select(Lane lane, Value condition, Value then, Value otherwise) {
        return then.kind() == Value.Kind.TRUTH
                ? lane.or(lane.and(condition, then), lane.and(lane.not(condition), otherwise))
                : lane.choose(condition, then, otherwise);
    }

    /** Rough time for an element of a vector, in picoseconds. */
    static int picoseconds(Op op) {
        return switch (op) {
            case Divide _, SquareRoot _ -> DIVISION;
            case Power _ -> POWER;
            case Cosine _, Erf _, Exp _, Expm1 _, Log _, Log1p _, Logistic _, Sine _, Tanh _ -> FUNCTION;
            default -> SIMPLE;
        };
    }

    /** Rough number of instructions on a lane. */
    static int instructions(Op op) {
        return switch (op) {
            case Cosine _, Erf _, Exp _, Expm1 _, Log _, Log1p _, Logistic _, Power _, Sine _, Tanh _ -> LONG;
            case Floor _, Sign _ -> 10;
            default -> 2;
        };
    }
}
