package org.fascicle.backend.cpu.code;

import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The known numbers of a method, whose vectors stay in registers. The JIT would load one that it knows wherever it is
 * used, which in a loop around a polynomial takes longer than the arithmetic; so it is not told what they are. Local
 * variables hold the numbers and not their vectors: of one that a variable of a loop begins with it would make an
 * object.
 *
 * <p>They are made at the end of the method, to which its beginning jumps: only then are all of them known.
 */
public final class Constants {
    private static final int SIGN_SHIFT = 31;

    private final CodeBuilder code;
    private final int natural;
    private final Label make;
    private final Label begin;
    private final Map<Value, Integer> slots = new LinkedHashMap<>();

    /**
     * Begins a method.
     *
     * @param natural a parameter that is never negative
     */
    public Constants(CodeBuilder code, int natural) {
        this.code = code;
        this.natural = natural;
        this.make = code.newLabel();
        this.begin = code.newLabel();
        code.goto_w(make).labelBinding(begin);
    }

    /** Puts a vector of a number on the stack. */
    void push(Value number) {
        boolean real = number instanceof Value.Real;
        TypeKind kind = real ? TypeKind.FLOAT : TypeKind.INT;
        int slot = slots.computeIfAbsent(number, absent -> code.allocateLocal(kind));
        ClassDesc vector = real ? VectorLane.FLOATS : VectorLane.INTS;
        code.getstatic(VectorLane.LANES, real ? "FLOATS" : "INTS", VectorLane.SPECIES).loadLocal(kind, slot)
                .invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, VectorLane.SPECIES,
                        real ? CD_float : CD_int));
    }

    /** Ends the method, behind its last instruction. */
    public void end() {
        code.labelBinding(make);
        int zero = code.allocateLocal(TypeKind.INT);
        code.iload(natural).loadConstant(SIGN_SHIFT).iushr().istore(zero);
        slots.forEach((number, slot) -> {
            switch (number) {
                case Value.Real(float value) -> code.loadConstant(Float.floatToRawIntBits(value)).iload(zero).iadd()
                        .invokestatic(CD_Float, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int)).fstore(slot);
                case Value.Whole(int value) -> code.loadConstant(value).iload(zero).iadd().istore(slot);
                case Value.Local _ -> throw new IllegalStateException("not a known number: " + number);
            }
        });
        code.goto_w(begin);
    }
}
