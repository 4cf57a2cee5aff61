package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.math.ErrorFunction;
import org.fascicle.backend.cpu.math.Exponential;
import org.fascicle.backend.cpu.math.Logarithm;
import org.fascicle.backend.cpu.math.PowerFunction;
import org.fascicle.backend.cpu.math.Trigonometry;
import org.fascicle.graph.DType;
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

/**
 * What an elementwise operation is on tiles.
 *
 * @param tiles the loop
 * @param picoseconds rough time for an element
 * @param inPlace whether the result may lie where an operand lies
 * @param temporary whether it needs one more tile of floats
 */
record Operation(TileOp tiles, int picoseconds, boolean inPlace, boolean temporary) {
    private static final int SIMPLE = 60;
    private static final int DIVISION = 150;
    private static final int FUNCTION = 600;
    private static final int ONE_BY_ONE = 1000;

    static Operation of(Elementwise op, DType operand) {
        boolean ints = Bank.of(operand) == Bank.INTS;
        return switch (op) {
            case Unary unary -> ints ? whole(unary) : real(unary);
            case Binary binary -> ints ? whole(binary) : operand == DType.BOOL ? truth(binary) : real(binary);
            case Compare(Comparison comparison) -> ints ? whole(comparison) : real(comparison);
            // the type that is selected, not that of the condition
            case Select _ -> ints ? slow(MixedTiles::intSelect) : simple(TruthTiles::select);
            case Cast(DType to) -> cast(operand, to);
        };
    }

    private static Operation real(Unary op) {
        return switch (op) {
            case Absolute _ -> simple(FloatTiles::absolute);
            case Cosine _ -> inLoops((arena, n, to, a, b, c) -> Trigonometry.cos(arena.floats(), n, to, a));
            case Erf _ -> inLoops((arena, n, to, a, b, c) -> ErrorFunction.erf(arena.floats(), n, to, a));
            case Exp _ -> function((arena, n, to, a, b, c) -> Exponential.exp(arena.floats(), n, to, a));
            case Expm1 _ -> function((arena, n, to, a, b, c) -> Exponential.expm1(arena.floats(), n, to, a));
            case Floor _ -> simple(FloatTiles::floor);
            case Log _ -> lending((arena, n, to, a, b, c) -> Logarithm.log(arena.floats(), n, to, a, c));
            case Log1p _ -> lending((arena, n, to, a, b, c) -> Logarithm.log1p(arena.floats(), n, to, a, c));
            case Logistic _ -> inLoops((arena, n, to, a, b, c) -> Exponential.logistic(arena.floats(), n, to, a));
            case Negate _ -> simple(FloatTiles::negate);
            case Sign _ -> simple(FloatTiles::sign);
            case Sine _ -> inLoops((arena, n, to, a, b, c) -> Trigonometry.sin(arena.floats(), n, to, a));
            case SquareRoot _ -> division(FloatTiles::squareRoot);
            case Tanh _ -> inLoops((arena, n, to, a, b, c) -> Exponential.tanh(arena.floats(), n, to, a));
        };
    }

    private static Operation whole(Unary op) {
        return switch (op) {
            case Absolute _ -> simple(IntTiles::absolute);
            case Negate _ -> simple(IntTiles::negate);
            case Sign _ -> slow(IntTiles::sign);
            case Cosine _, Erf _, Exp _, Expm1 _, Floor _, Log _, Log1p _, Logistic _, Sine _, SquareRoot _, Tanh _ ->
                throw undefined(op);
        };
    }

    private static Operation real(Binary op) {
        return switch (op) {
            case Add _ -> simple(FloatTiles::add);
            case Divide _ -> division(FloatTiles::divide);
            case Maximum _ -> simple(FloatTiles::maximum);
            case Minimum _ -> simple(FloatTiles::minimum);
            case Multiply _ -> simple(FloatTiles::multiply);
            case Power _ -> lending((arena, n, to, a, b, c) -> PowerFunction.pow(arena.floats(), n, to, a, b, c));
            case Subtract _ -> simple(FloatTiles::subtract);
            case And _, Or _, ShiftLeft _, ShiftRight _, Xor _ -> throw undefined(op);
        };
    }

    private static Operation whole(Binary op) {
        return switch (op) {
            case Add _ -> simple(IntTiles::add);
            case And _ -> simple(IntTiles::and);
            case Divide _ -> slow(IntTiles::divide);
            case Maximum _ -> simple(IntTiles::maximum);
            case Minimum _ -> simple(IntTiles::minimum);
            case Multiply _ -> simple(IntTiles::multiply);
            case Or _ -> simple(IntTiles::or);
            case ShiftLeft _ -> simple(IntTiles::shiftLeft);
            case ShiftRight _ -> simple(IntTiles::shiftRight);
            case Subtract _ -> simple(IntTiles::subtract);
            case Xor _ -> simple(IntTiles::xor);
            case Power _ -> throw undefined(op);
        };
    }

    /** Truth values are 0 and 1. */
    private static Operation truth(Binary op) {
        return switch (op) {
            case And _ -> simple(FloatTiles::minimum);
            case Or _ -> simple(FloatTiles::maximum);
            case Xor _ -> simple(TruthTiles::notEqual);
            case Add _, Divide _, Maximum _, Minimum _, Multiply _, Power _, ShiftLeft _, ShiftRight _, Subtract _ ->
                throw undefined(op);
        };
    }

    private static Operation real(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> simple(TruthTiles::equal);
            case NOT_EQUAL -> simple(TruthTiles::notEqual);
            case LESS -> simple(TruthTiles::less);
            case LESS_OR_EQUAL -> simple(TruthTiles::lessOrEqual);
            case GREATER -> simple(TruthTiles::greater);
            case GREATER_OR_EQUAL -> simple(TruthTiles::greaterOrEqual);
        };
    }

    private static Operation whole(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> slow(MixedTiles::intEqual);
            case NOT_EQUAL -> slow(MixedTiles::intNotEqual);
            case LESS -> slow(MixedTiles::intLess);
            case LESS_OR_EQUAL -> slow(MixedTiles::intLessOrEqual);
            case GREATER -> slow(MixedTiles::intGreater);
            case GREATER_OR_EQUAL -> slow(MixedTiles::intGreaterOrEqual);
        };
    }

    /** Bytes and truth values are floats in a tile, so some casts only copy. */
    private static Operation cast(DType from, DType to) {
        return switch (to) {
            case F32 -> from == DType.I32 ? slow(MixedTiles::intToFloat) : simple(FloatTiles::copy);
            case I32 -> from == DType.I32 ? simple(IntTiles::copy) : slow(MixedTiles::floatToInt);
            case U8 -> from == DType.I32 ? slow(MixedTiles::intToByte)
                    : from == DType.F32 ? slow(MixedTiles::floatToByte) : simple(FloatTiles::copy);
            case BOOL -> from == DType.I32 ? slow(MixedTiles::intToTruth)
                    : from == DType.BOOL ? simple(FloatTiles::copy) : simple(TruthTiles::notZero);
            case F64 -> throw new IllegalArgumentException("f64 has no kernels here");
        };
    }

    private static Operation simple(TileOp tiles) {
        return new Operation(tiles, SIMPLE, true, false);
    }

    private static Operation division(TileOp tiles) {
        return new Operation(tiles, DIVISION, true, false);
    }

    private static Operation function(TileOp tiles) {
        return new Operation(tiles, FUNCTION, true, false);
    }

    /** A function in several loops: the operands are read again when the first has written. */
    private static Operation inLoops(TileOp tiles) {
        return new Operation(tiles, FUNCTION, false, false);
    }

    /** The same with one more tile for intermediate values. */
    private static Operation lending(TileOp tiles) {
        return new Operation(tiles, FUNCTION, false, true);
    }

    private static Operation slow(TileOp tiles) {
        return new Operation(tiles, ONE_BY_ONE, true, false);
    }

    private static IllegalStateException undefined(Elementwise op) {
        return new IllegalStateException("the shape rule lets no such type come to " + op.name());
    }
}
