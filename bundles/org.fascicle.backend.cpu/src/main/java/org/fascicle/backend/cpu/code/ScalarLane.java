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

/** One element at a time. It needs no object at any stage of compilation, so short loops make no garbage. */
public final class ScalarLane extends Lane {
    private static final ClassDesc MATH = descriptor(Math.class);

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
        Value.Local truth = emit(Kind.TRUTH, CodeBuilder::iconst_0);
        push(a);
        push(b);
        Label no = code.newLabel();
        if (isReal(a)) {
            // no relation but "not equal" holds for NaN
            if (comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL) {
                code.fcmpg();
            } else {
                code.fcmpl();
            }
            switch (comparison) {
                case EQUAL -> code.ifne(no);
                case NOT_EQUAL -> code.ifeq(no);
                case LESS -> code.ifge(no);
                case LESS_OR_EQUAL -> code.ifgt(no);
                case GREATER -> code.ifle(no);
                case GREATER_OR_EQUAL -> code.iflt(no);
            }
        } else {
            switch (comparison) {
                case EQUAL -> code.if_icmpne(no);
                case NOT_EQUAL -> code.if_icmpeq(no);
                case LESS -> code.if_icmpge(no);
                case LESS_OR_EQUAL -> code.if_icmpgt(no);
                case GREATER -> code.if_icmple(no);
                case GREATER_OR_EQUAL -> code.if_icmplt(no);
            }
        }
        code.iconst_1().istore(truth.slot()).labelBinding(no);
        return truth;
    }

    @Override
    public Value choose(Value condition, Value then, Value otherwise) {
        Value.Local chosen = variable(otherwise);
        Label no = code.newLabel();
        push(condition);
        code.ifeq(no);
        assign(chosen, then);
        code.labelBinding(no);
        return chosen;
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
