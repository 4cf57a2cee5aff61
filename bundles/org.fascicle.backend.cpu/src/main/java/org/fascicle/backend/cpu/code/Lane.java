package org.fascicle.backend.cpu.code;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.List;
import org.fascicle.backend.cpu.code.Value.Kind;
import org.fascicle.graph.DType;
import org.fascicle.graph.op.Comparison;

/**
 * Emits arithmetic: on a vector of neighbouring elements, or on one element at a time. A kernel that is written with it
 * exists in both grades from one source, and gives the same bits in both, since each operation here rounds the same way
 * in either. Every result is a new local variable.
 */
public abstract sealed class Lane permits ScalarLane, VectorLane {
    /** Bits of a byte. */
    static final int BYTE = 0xff;
    /** From here on every float is whole. */
    private static final float WHOLE = 0x1p23f;

    final CodeBuilder code;
    final Memory memory;

    Lane(CodeBuilder code, Memory memory) {
        this.code = code;
        this.memory = memory;
    }

    /** Elements in a value. */
    public abstract int width();

    /** {@code a + b}, of floats or ints. */
    public abstract Value add(Value a, Value b);

    /** {@code a − b}, of floats or ints. */
    public abstract Value subtract(Value a, Value b);

    /** {@code a·b}, of floats or ints. */
    public abstract Value multiply(Value a, Value b);

    /** {@code a/b}, of floats, or of ints as Java does, 0 where b is. */
    public abstract Value divide(Value a, Value b);

    /** The smaller one, of floats or ints; NaN if one is. */
    public abstract Value minimum(Value a, Value b);

    /** The larger one, of floats or ints; NaN if one is. */
    public abstract Value maximum(Value a, Value b);

    /** {@code −a}, of a float or an int. */
    public abstract Value negate(Value a);

    /** {@code |a|}, of a float or an int. */
    public abstract Value absolute(Value a);

    /** {@code √a}, correctly rounded. */
    public abstract Value squareRoot(Value a);

    /** {@code a·b + c}, rounded once. */
    public abstract Value fma(Value a, Value b, Value c);

    /** Whether a relation holds between two floats or two ints. */
    public abstract Value compare(Comparison comparison, Value a, Value b);

    /** {@code condition ? then : otherwise}, of floats or ints. */
    public abstract Value choose(Value condition, Value then, Value otherwise);

    /** Bit by bit, of ints or truth values. */
    public abstract Value and(Value a, Value b);

    /** Bit by bit, of ints or truth values. */
    public abstract Value or(Value a, Value b);

    /** Bit by bit, of ints or truth values. */
    public abstract Value xor(Value a, Value b);

    /** Where a truth value does not hold. */
    public abstract Value not(Value truth);

    /** An int moved up by so many bits. */
    public abstract Value shiftLeft(Value a, Value bits);

    /** An int moved down by so many bits, zeros behind it. */
    public abstract Value shiftRight(Value a, Value bits);

    /** An int moved down by so many bits, its sign behind it. */
    public abstract Value shiftRightSigned(Value a, Value bits);

    /** The bits of a float as an int. */
    public abstract Value bits(Value a);

    /** The float that has these bits. */
    public abstract Value fromBits(Value a);

    /** An int as the nearest float. */
    public abstract Value toFloat(Value a);

    /** A float cut towards zero, as Java does. */
    public abstract Value toInt(Value a);

    /** The elements that begin at a place in memory; bytes become ints, truth values masks. */
    public abstract Value load(DType dtype, Index index);

    /** The one element at a place in memory, in every lane. */
    public abstract Value loadOne(DType dtype, Index index);

    /** What a lane of one element made, in every lane. */
    public abstract Value repeat(Value one);

    /** Which elements exist, where a store would write fewer than a vector has. */
    public abstract Value present();

    /** The largest of the ints of a value, as one. */
    public abstract Value largest(Value ints);

    /** The smallest of the ints of a value, as one. */
    public abstract Value smallest(Value ints);

    /** Writes elements to memory, from a place on. */
    public abstract void store(DType dtype, Value value, Index index);

    /**
     * What few elements need and has no place in a loop: where some are rare, a static method mends the result. For one
     * element it takes the result and the operands and gives what the result should be. For a vector it takes the array
     * of floats, where the results begin, behind which the operands lie, and how many there are of each: a vector that
     * is handed to a method becomes an object, even if the method is never called.
     */
    public abstract Value mend(Value rare, Class<?> owner, String method, Value result, Value... operands);

    /** {@code 1} where true, else {@code 0}. */
    public final Value asInt(Value truth) {
        return truth.kind() == Kind.TRUTH ? choose(truth, Value.of(1), Value.of(0)) : truth;
    }

    /** A value as another element type holds it. */
    public final Value cast(Value value, DType dtype) {
        return switch (dtype) {
            case F32 -> value.kind() == Kind.TRUTH ? choose(value, Value.of(1f), Value.of(0f))
                    : value.kind() == Kind.INT ? toFloat(value) : value;
            case I32 -> value.kind() == Kind.FLOAT ? toInt(value) : asInt(value);
            case U8 -> value.kind() == Kind.TRUTH ? asInt(value)
                    : and(value.kind() == Kind.FLOAT ? toInt(value) : value, Value.of(BYTE));
            case BOOL -> value.kind() == Kind.TRUTH ? value : compare(Comparison.NOT_EQUAL, value,
                    value.kind() == Kind.FLOAT ? Value.of(0f) : Value.of(0));
            case F64 -> throw new IllegalArgumentException("f64 has no kernels here");
        };
    }

    /** 1, 0 or −1; a float that is zero or NaN stays. */
    public final Value sign(Value a) {
        boolean real = a.kind() == Kind.FLOAT;
        Value zero = real ? Value.of(0f) : Value.of(0);
        Value one = real ? Value.of(1f) : Value.of(1);
        Value minus = real ? Value.of(-1f) : Value.of(-1);
        return choose(compare(Comparison.LESS, a, zero), minus,
                choose(compare(Comparison.GREATER, a, zero), one, a));
    }

    /** Rounds by adding a number whose last place is 1. */
    public final Value floor(Value x) {
        Value size = absolute(x);
        Value whole = subtract(add(size, Value.of(WHOLE)), Value.of(WHOLE));
        whole = choose(compare(Comparison.LESS, x, Value.of(0f)), negate(whole), whole);
        whole = choose(compare(Comparison.GREATER, whole, x), subtract(whole, Value.of(1f)), whole);
        // x itself where it is large, zero or NaN
        Value small = compare(Comparison.LESS, size, Value.of(WHOLE));
        return choose(and(small, compare(Comparison.NOT_EQUAL, size, Value.of(0f))), whole, x);
    }

    /** Gives a local variable another value of its kind. */
    public final void assign(Value.Local variable, Value value) {
        push(value);
        code.storeLocal(TypeKind.from(type(variable.kind())), variable.slot());
    }

    /** A new local variable that holds a value. */
    public final Value.Local variable(Value value) {
        push(value);
        return keep(value.kind());
    }

    /** Puts a value on the stack. */
    abstract void push(Value value);

    /** What a value is on the stack. */
    abstract ClassDesc type(Kind kind);

    /** Takes what is on the stack into a new local variable. */
    final Value.Local keep(Kind kind) {
        int slot = code.allocateLocal(TypeKind.from(type(kind)));
        code.storeLocal(TypeKind.from(type(kind)), slot);
        return new Value.Local(kind, slot);
    }

    /** Calls a static method on values. */
    final Value.Local invoke(Class<?> owner, String method, Kind result, List<Value> operands) {
        operands.forEach(this::push);
        ClassDesc[] types = operands.stream().map(value -> type(value.kind())).toArray(ClassDesc[]::new);
        code.invokestatic(descriptor(owner), method, MethodTypeDesc.of(type(result), types));
        return keep(result);
    }

    static ClassDesc descriptor(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /** {@code (type, type, …) → type}. */
    static MethodTypeDesc same(ClassDesc type, int operands) {
        return MethodTypeDesc.of(type, Collections.nCopies(operands, type));
    }

    static MethodTypeDesc method(ClassDesc result, ClassDesc... operands) {
        return MethodTypeDesc.of(result, operands);
    }

    /** Pushes the array that holds an element type. */
    final void pushArray(DType dtype) {
        code.aload(switch (dtype) {
            case F32, F64 -> memory.floats();
            case I32 -> memory.ints();
            case U8, BOOL -> memory.bytes();
        });
    }

    static final ClassDesc FLOAT_ARRAY = ConstantDescs.CD_float.arrayType();
    static final ClassDesc INT_ARRAY = ConstantDescs.CD_int.arrayType();
    static final ClassDesc BYTE_ARRAY = ConstantDescs.CD_byte.arrayType();
}
