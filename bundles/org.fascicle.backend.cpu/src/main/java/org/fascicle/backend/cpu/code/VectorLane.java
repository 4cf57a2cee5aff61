package org.fascicle.backend.cpu.code;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.OptionalInt;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.fascicle.backend.cpu.code.Value.Kind;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.graph.DType;
import org.fascicle.graph.op.Comparison;

/**
 * A vector of neighbouring elements; it does not divide ints. Loads may reach beyond what exists; stores write no more
 * than they are told.
 */
public final class VectorLane extends Lane {
    static final ClassDesc FLOATS = descriptor(FloatVector.class);
    static final ClassDesc INTS = descriptor(IntVector.class);
    private static final ClassDesc MASK = descriptor(VectorMask.class);
    private static final ClassDesc VECTOR = descriptor(Vector.class);
    static final ClassDesc SPECIES = descriptor(VectorSpecies.class);
    private static final ClassDesc OPERATORS = descriptor(VectorOperators.class);
    private static final ClassDesc BINARY = descriptor(VectorOperators.Binary.class);
    static final ClassDesc LANES = descriptor(Lanes.class);
    private static final ClassDesc BYTES = descriptor(ByteLanes.class);

    private final OptionalInt count;
    private final Optional<Constants> constants;
    private OptionalInt masks = OptionalInt.empty();

    /**
     * A lane that emits into a method.
     *
     * @param count the local variable that says how many elements are written, none for whole vectors
     */
    public VectorLane(CodeBuilder code, Memory memory, OptionalInt count) {
        this(code, memory, count, Optional.empty());
    }

    /**
     * A lane that emits into a method whose known numbers stay in registers.
     *
     * @param count the local variable that says how many elements are written, none for whole vectors
     */
    public VectorLane(CodeBuilder code, Memory memory, OptionalInt count, Constants constants) {
        this(code, memory, count, Optional.of(constants));
    }

    private VectorLane(CodeBuilder code, Memory memory, OptionalInt count, Optional<Constants> constants) {
        super(code, memory);
        this.count = count;
        this.constants = constants;
    }

    @Override
    public int width() {
        return Lanes.WIDTH;
    }

    @Override
    public Value add(Value a, Value b) {
        return combine("add", a, b);
    }

    @Override
    public Value subtract(Value a, Value b) {
        return combine("sub", a, b);
    }

    @Override
    public Value multiply(Value a, Value b) {
        return combine("mul", a, b);
    }

    @Override
    public Value divide(Value a, Value b) {
        if (a.kind() == Kind.INT) {
            throw new IllegalArgumentException("no processor divides vectors of ints");
        }
        return combine("div", a, b);
    }

    @Override
    public Value minimum(Value a, Value b) {
        return combine("min", a, b);
    }

    @Override
    public Value maximum(Value a, Value b) {
        return combine("max", a, b);
    }

    @Override
    public Value negate(Value a) {
        return change("neg", a);
    }

    @Override
    public Value absolute(Value a) {
        return change("abs", a);
    }

    @Override
    public Value squareRoot(Value a) {
        return change("sqrt", a);
    }

    @Override
    public Value fma(Value a, Value b, Value c) {
        push(a);
        push(b);
        push(c);
        code.invokevirtual(FLOATS, "fma", method(FLOATS, VECTOR, VECTOR));
        return keep(Kind.FLOAT);
    }

    @Override
    public Value compare(Comparison comparison, Value a, Value b) {
        push(a);
        code.getstatic(OPERATORS, switch (comparison) {
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_OR_EQUAL -> "GE";
        }, descriptor(VectorOperators.Comparison.class));
        push(b);
        code.invokevirtual(type(a.kind()), "compare",
                method(MASK, descriptor(VectorOperators.Comparison.class), VECTOR));
        if (a.kind() == Kind.INT) {
            code.getstatic(LANES, "FLOATS", SPECIES).invokevirtual(MASK, "cast", method(MASK, SPECIES));
        }
        return keep(Kind.TRUTH);
    }

    @Override
    public Value choose(Value condition, Value then, Value otherwise) {
        push(otherwise);
        push(then);
        push(condition);
        if (then.kind() == Kind.INT) {
            code.getstatic(LANES, "INTS", SPECIES).invokevirtual(MASK, "cast", method(MASK, SPECIES));
        }
        code.invokevirtual(type(then.kind()), "blend", method(type(then.kind()), VECTOR, MASK));
        return keep(then.kind());
    }

    @Override
    public Value and(Value a, Value b) {
        return a.kind() == Kind.TRUTH ? masks("and", a, b) : bitwise("AND", a, b);
    }

    @Override
    public Value or(Value a, Value b) {
        return a.kind() == Kind.TRUTH ? masks("or", a, b) : bitwise("OR", a, b);
    }

    @Override
    public Value xor(Value a, Value b) {
        return a.kind() == Kind.TRUTH ? masks("xor", a, b) : bitwise("XOR", a, b);
    }

    @Override
    public Value not(Value truth) {
        push(truth);
        code.invokevirtual(MASK, "not", method(MASK));
        return keep(Kind.TRUTH);
    }

    @Override
    public Value shiftLeft(Value a, Value bits) {
        return bitwise("LSHL", a, bits);
    }

    @Override
    public Value shiftRight(Value a, Value bits) {
        return bitwise("LSHR", a, bits);
    }

    @Override
    public Value shiftRightSigned(Value a, Value bits) {
        return bitwise("ASHR", a, bits);
    }

    @Override
    public Value bits(Value a) {
        push(a);
        code.invokevirtual(FLOATS, "reinterpretAsInts", method(INTS));
        return keep(Kind.INT);
    }

    @Override
    public Value fromBits(Value a) {
        push(a);
        code.invokevirtual(INTS, "reinterpretAsFloats", method(FLOATS));
        return keep(Kind.FLOAT);
    }

    @Override
    public Value toFloat(Value a) {
        return convert("I2F", "FLOATS", FLOATS, a, Kind.FLOAT);
    }

    @Override
    public Value toInt(Value a) {
        return convert("F2I", "INTS", INTS, a, Kind.INT);
    }

    @Override
    public Value load(DType dtype, Index index) {
        return switch (dtype) {
            case F32, F64 -> {
                code.getstatic(LANES, "FLOATS", SPECIES);
                pushArray(dtype);
                index.push(code);
                code.invokestatic(FLOATS, "fromArray", method(FLOATS, SPECIES, FLOAT_ARRAY, CD_int));
                yield keep(Kind.FLOAT);
            }
            case I32 -> {
                code.getstatic(LANES, "INTS", SPECIES);
                pushArray(dtype);
                index.push(code);
                code.invokestatic(INTS, "fromArray", method(INTS, SPECIES, INT_ARRAY, CD_int));
                yield keep(Kind.INT);
            }
            case U8, BOOL -> {
                pushArray(dtype);
                index.push(code);
                code.invokestatic(BYTES, "load", method(INTS, BYTE_ARRAY, CD_int));
                Value bytes = keep(Kind.INT);
                yield dtype == DType.BOOL ? cast(bytes, DType.BOOL) : bytes;
            }
        };
    }

    @Override
    public Value loadOne(DType dtype, Index index) {
        ClassDesc single = dtype == DType.F32 ? CD_float : CD_int;
        ClassDesc vector = dtype == DType.F32 ? FLOATS : INTS;
        code.getstatic(LANES, dtype == DType.F32 ? "FLOATS" : "INTS", SPECIES);
        pushArray(dtype);
        index.push(code);
        switch (dtype) {
            case F32, F64 -> code.faload();
            case I32 -> code.iaload();
            case U8, BOOL -> code.baload().loadConstant(BYTE).iand();
        }
        code.invokestatic(vector, "broadcast", method(vector, SPECIES, single));
        Value value = keep(dtype == DType.F32 ? Kind.FLOAT : Kind.INT);
        return dtype == DType.BOOL ? cast(value, DType.BOOL) : value;
    }

    @Override
    public Value repeat(Value one) {
        if (!(one instanceof Value.Local(Kind kind, int slot))) {
            return one;
        }
        boolean real = kind == Kind.FLOAT;
        code.getstatic(LANES, real ? "FLOATS" : "INTS", SPECIES).loadLocal(real ? TypeKind.FLOAT : TypeKind.INT, slot)
                .invokestatic(real ? FLOATS : INTS, "broadcast",
                        real ? method(FLOATS, SPECIES, CD_float) : method(INTS, SPECIES, CD_int));
        Value value = keep(real ? Kind.FLOAT : Kind.INT);
        return kind == Kind.TRUTH ? cast(value, DType.BOOL) : value;
    }

    @Override
    public Value present() {
        pushPresent(DType.F32);
        return keep(Kind.TRUTH);
    }

    @Override
    public Value largest(Value ints) {
        return reduce("MAX", ints);
    }

    @Override
    public Value smallest(Value ints) {
        return reduce("MIN", ints);
    }

    @Override
    public void store(DType dtype, Value value, Index index) {
        Value stored = dtype == DType.BOOL ? asInt(value) : value;
        push(stored);
        pushArray(dtype);
        index.push(code);
        ClassDesc array = switch (dtype) {
            case F32, F64 -> FLOAT_ARRAY;
            case I32 -> INT_ARRAY;
            case U8, BOOL -> BYTE_ARRAY;
        };
        if (array == BYTE_ARRAY) {
            if (count.isPresent()) {
                code.iload(count.getAsInt());
            } else {
                code.loadConstant(width());
            }
            code.invokestatic(BYTES, "store", method(CD_void, INTS, BYTE_ARRAY, CD_int, CD_int));
        } else if (count.isPresent()) {
            if (masks.isPresent() && dtype == DType.F32) {
                code.aload(masks.getAsInt());
            } else {
                pushPresent(dtype);
            }
            code.invokevirtual(type(stored.kind()), "intoArray", method(CD_void, array, CD_int, MASK));
        } else {
            code.invokevirtual(type(stored.kind()), "intoArray", method(CD_void, array, CD_int));
        }
    }

    /**
     * Keeps the mask of the elements that are written: floats stored from here on need none of their own. Where many
     * are stored one behind the other the JIT has less to do.
     */
    public void keepMask() {
        pushPresent(DType.F32);
        masks = OptionalInt.of(keep(Kind.TRUTH).slot());
    }

    @Override
    public Value mend(Value rare, Class<?> owner, String method, Value result, Value... operands) {
        Value.Local mended = variable(result);
        Label none = code.newLabel();
        push(rare);
        code.invokevirtual(MASK, "anyTrue", method(CD_boolean)).ifeq(none);
        push(mended);
        toScratch(0);
        for (int i = 0; i < operands.length; i++) {
            push(operands[i]);
            toScratch(i + 1);
        }
        code.aload(memory.floats()).iload(memory.scratch()).loadConstant(width())
                .invokestatic(descriptor(owner), method, method(CD_void, FLOAT_ARRAY, CD_int, CD_int))
                .getstatic(LANES, "FLOATS", SPECIES).aload(memory.floats()).iload(memory.scratch())
                .invokestatic(FLOATS, "fromArray", method(FLOATS, SPECIES, FLOAT_ARRAY, CD_int))
                .astore(mended.slot()).labelBinding(none);
        return mended;
    }

    @Override
    void push(Value value) {
        if (constants.isPresent() && !(value instanceof Value.Local)) {
            constants.get().push(value);
            return;
        }
        switch (value) {
            case Value.Local(Kind _, int slot) -> code.aload(slot);
            case Value.Real(float number) -> code.getstatic(LANES, "FLOATS", SPECIES).loadConstant(number)
                    .invokestatic(FLOATS, "broadcast", method(FLOATS, SPECIES, CD_float));
            case Value.Whole(int number) -> code.getstatic(LANES, "INTS", SPECIES).loadConstant(number)
                    .invokestatic(INTS, "broadcast", method(INTS, SPECIES, CD_int));
        }
    }

    @Override
    ClassDesc type(Kind kind) {
        return switch (kind) {
            case FLOAT -> FLOATS;
            case INT -> INTS;
            case TRUTH -> MASK;
        };
    }

    /**
     * The mask of what exists, by a comparison: {@code indexInRange} has branches, and once other code has taken all of
     * them the JIT makes an object of each mask.
     */
    private void pushPresent(DType dtype) {
        ClassDesc comparison = descriptor(VectorOperators.Comparison.class);
        code.getstatic(LANES, "INTS", SPECIES).invokestatic(INTS, "zero", method(INTS, SPECIES)).iconst_1()
                .invokevirtual(INTS, "addIndex", method(INTS, CD_int)).getstatic(OPERATORS, "LT", comparison);
        if (count.isPresent()) {
            code.iload(count.getAsInt());
        } else {
            code.loadConstant(width());
        }
        code.invokevirtual(INTS, "compare", method(MASK, comparison, CD_int));
        if (dtype == DType.F32) {
            code.getstatic(LANES, "FLOATS", SPECIES).invokevirtual(MASK, "cast", method(MASK, SPECIES));
        }
    }

    /** Stores the vector on the stack as the n-th of the scratch. */
    private void toScratch(int number) {
        code.aload(memory.floats()).iload(memory.scratch()).loadConstant(number * width()).iadd()
                .invokevirtual(FLOATS, "intoArray", method(CD_void, FLOAT_ARRAY, CD_int));
    }

    private Value combine(String name, Value a, Value b) {
        push(a);
        push(b);
        code.invokevirtual(type(a.kind()), name, method(type(a.kind()), VECTOR));
        return keep(a.kind());
    }

    private Value change(String name, Value a) {
        push(a);
        code.invokevirtual(type(a.kind()), name, method(type(a.kind())));
        return keep(a.kind());
    }

    private Value masks(String name, Value a, Value b) {
        push(a);
        push(b);
        code.invokevirtual(MASK, name, method(MASK, MASK));
        return keep(Kind.TRUTH);
    }

    private Value bitwise(String operator, Value a, Value b) {
        push(a);
        boolean isShift = operator.endsWith("SHL") || operator.endsWith("SHR");
        code.getstatic(OPERATORS, operator, isShift ? BINARY : descriptor(VectorOperators.Associative.class));
        if (isShift && b instanceof Value.Whole(int number)) {
            code.loadConstant(number).invokevirtual(INTS, "lanewise", method(INTS, BINARY, CD_int));
        } else {
            push(b);
            code.invokevirtual(INTS, "lanewise", method(INTS, BINARY, VECTOR));
        }
        return keep(Kind.INT);
    }

    /** Only of ints: the order of a sum of floats would be the JIT's. */
    private Value reduce(String operator, Value ints) {
        push(ints);
        ClassDesc associative = descriptor(VectorOperators.Associative.class);
        code.getstatic(OPERATORS, operator, associative)
                .invokevirtual(INTS, "reduceLanes", method(CD_int, associative));
        int slot = code.allocateLocal(TypeKind.INT);
        code.istore(slot);
        return new Value.Local(Kind.INT, slot);
    }

    private Value convert(String conversion, String species, ClassDesc to, Value a, Kind kind) {
        push(a);
        ClassDesc operator = descriptor(VectorOperators.Conversion.class);
        code.getstatic(OPERATORS, conversion, operator).getstatic(LANES, species, SPECIES).iconst_0()
                .invokevirtual(type(a.kind()), "convertShape", method(VECTOR, operator, SPECIES, CD_int))
                .checkcast(to);
        return keep(kind);
    }
}
