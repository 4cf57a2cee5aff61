package org.fascicle.backend.cpu.code;

import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fascicle.backend.cpu.code.Value.Kind;
import org.fascicle.graph.DType;
import org.fascicle.graph.op.Comparison;

/**
 * One element at a time. It needs no object at any stage of compilation, so short loops make no garbage. Comparisons
 * and choices have no branches: the JIT leaves out those that it never saw taken, and a first NaN would have it compile
 * the whole kernel again.
 */
public final class ScalarLane extends Lane {
    private static final ClassDesc MATH = descriptor(Math.class);
    /** Places from the sign of an int to its last bit. */
    private static final int SIGN = 31;

    /** A lane that emits into a method. */
    public ScalarLane(CodeBuilder code, Memory memory) {
        super(code, memory);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public Value add(Value a, Value b) {
        return emit(a.kind(), isReal(a) ? CodeBuilder::fadd : CodeBuilder::iadd, a, b);
    }

    @Override
    public Value subtract(Value a, Value b) {
        return emit(a.kind(), isReal(a) ? CodeBuilder::fsub : CodeBuilder::isub, a, b);
    }

    @Override
    public Value multiply(Value a, Value b) {
        return emit(a.kind(), isReal(a) ? CodeBuilder::fmul : CodeBuilder::imul, a, b);
    }

    @Override
    public Value divide(Value a, Value b) {
        return isReal(a) ? emit(Kind.FLOAT, CodeBuilder::fdiv, a, b)
                : invoke(Integers.class, "divide", Kind.INT, List.of(a, b));
    }

    @Override
    public Value minimum(Value a, Value b) {
        return invoke(Math.class, "min", a.kind(), List.of(a, b));
    }

    @Override
    public Value maximum(Value a, Value b) {
        return invoke(Math.class, "max", a.kind(), List.of(a, b));
    }

    @Override
    public Value negate(Value a) {
        return emit(a.kind(), isReal(a) ? CodeBuilder::fneg : CodeBuilder::ineg, a);
    }

    @Override
    public Value absolute(Value a) {
        return invoke(Math.class, "abs", a.kind(), List.of(a));
    }

    /** The root in double, rounded once more, is the nearest float. */
    @Override
    public Value squareRoot(Value a) {
        return emit(Kind.FLOAT, method -> method.f2d().invokestatic(MATH, "sqrt", same(CD_double, 1)).d2f(), a);
    }

    @Override
    public Value fma(Value a, Value b, Value c) {
        return invoke(Math.class, "fma", Kind.FLOAT, List.of(a, b, c));
    }

    @Override
    public Value compare(Comparison comparison, Value a, Value b) {
        order(comparison, a, b);
        switch (comparison) {
            case EQUAL -> code.iconst_1().iand().iconst_1().ixor();
            case NOT_EQUAL -> code.iconst_1().iand();
            case LESS -> code.loadConstant(SIGN).iushr();
            case LESS_OR_EQUAL -> code.ineg().loadConstant(SIGN).iushr().iconst_1().ixor();
            case GREATER -> code.ineg().loadConstant(SIGN).iushr();
            case GREATER_OR_EQUAL -> code.loadConstant(SIGN).iushr().iconst_1().ixor();
        }
        return keep(Kind.TRUTH);
    }

    /** Puts -1, 0 or 1 on the stack. No relation but "not equal" holds for NaN. */
    private void order(Comparison comparison, Value a, Value b) {
        push(a);
        if (!isReal(a)) {
            code.i2l();
            push(b);
            code.i2l().lcmp();
            return;
        }
        push(b);
        if (comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL) {
            code.fcmpg();
        } else {
            code.fcmpl();
        }
    }

    @Override
    public Value choose(Value condition, Value then, Value otherwise) {
        if (isReal(then)) {
            return fromBits(choose(condition, bits(then), bits(otherwise)));
        }
        Value mask = emit(Kind.INT, CodeBuilder::ineg, condition);
        Value difference = emit(Kind.INT, CodeBuilder::ixor, then, otherwise);
        return emit(then.kind(), method -> method.iand().ixor(), otherwise, difference, mask);
    }

    @Override
    public Value and(Value a, Value b) {
        return emit(a.kind(), CodeBuilder::iand, a, b);
    }

    @Override
    public Value or(Value a, Value b) {
        return emit(a.kind(), CodeBuilder::ior, a, b);
    }

    @Override
    public Value xor(Value a, Value b) {
        return emit(a.kind(), CodeBuilder::ixor, a, b);
    }

    @Override
    public Value not(Value truth) {
        return emit(Kind.TRUTH, method -> method.iconst_1().ixor(), truth);
    }

    @Override
    public Value shiftLeft(Value a, Value bits) {
        return emit(Kind.INT, CodeBuilder::ishl, a, bits);
    }

    @Override
    public Value shiftRight(Value a, Value bits) {
        return emit(Kind.INT, CodeBuilder::iushr, a, bits);
    }

    @Override
    public Value shiftRightSigned(Value a, Value bits) {
        return emit(Kind.INT, CodeBuilder::ishr, a, bits);
    }

    @Override
    public Value bits(Value a) {
        return emit(Kind.INT, method -> method.invokestatic(CD_Float, "floatToRawIntBits", method(CD_int, CD_float)),
                a);
    }

    @Override
    public Value fromBits(Value a) {
        return emit(Kind.FLOAT, method -> method.invokestatic(CD_Float, "intBitsToFloat", method(CD_float, CD_int)), a);
    }

    @Override
    public Value toFloat(Value a) {
        return emit(Kind.FLOAT, CodeBuilder::i2f, a);
    }

    @Override
    public Value toInt(Value a) {
        return emit(Kind.INT, CodeBuilder::f2i, a);
    }

    @Override
    public Value load(DType dtype, Index index) {
        pushArray(dtype);
        index.push(code);
        return switch (dtype) {
            case F32, F64 -> emit(Kind.FLOAT, CodeBuilder::faload);
            case I32 -> emit(Kind.INT, CodeBuilder::iaload);
            case U8 -> emit(Kind.INT, method -> method.baload().loadConstant(BYTE).iand());
            case BOOL -> cast(emit(Kind.INT, CodeBuilder::baload), DType.BOOL);
        };
    }

    @Override
    public Value loadOne(DType dtype, Index index) {
        return load(dtype, index);
    }

    @Override
    public Value repeat(Value one) {
        return one;
    }

    @Override
    public Value present() {
        return emit(Kind.TRUTH, CodeBuilder::iconst_1);
    }

    @Override
    public Value largest(Value ints) {
        return ints;
    }

    @Override
    public Value smallest(Value ints) {
        return ints;
    }

    @Override
    public void store(DType dtype, Value value, Index index) {
        pushArray(dtype);
        index.push(code);
        push(value);
        switch (dtype) {
            case F32, F64 -> code.fastore();
            case I32 -> code.iastore();
            case U8, BOOL -> code.bastore();
        }
    }

    @Override
    public Value mend(Value rare, Class<?> owner, String method, Value result, Value... operands) {
        Value.Local mended = variable(result);
        Label none = code.newLabel();
        push(rare);
        code.ifeq(none);
        assign(mended, invoke(owner, method, result.kind(),
                Stream.concat(Stream.of(mended), Stream.of(operands)).toList()));
        code.labelBinding(none);
        return mended;
    }

    @Override
    void push(Value value) {
        switch (value) {
            case Value.Local(Kind kind, int slot) -> code.loadLocal(TypeKind.from(type(kind)), slot);
            case Value.Real(float number) -> code.loadConstant(number);
            case Value.Whole(int number) -> code.loadConstant(number);
        }
    }

    @Override
    ClassDesc type(Kind kind) {
        return kind == Kind.FLOAT ? CD_float : CD_int;
    }

    private static boolean isReal(Value value) {
        return value.kind() == Kind.FLOAT;
    }

    private Value.Local emit(Kind kind, Consumer<CodeBuilder> instructions, Value... operands) {
        for (Value operand : operands) {
            push(operand);
        }
        instructions.accept(code);
        return keep(kind);
    }
}
