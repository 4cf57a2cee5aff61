package org.fascicle.backend.cpu.code;

import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The known numbers of a method as vectors that stay in registers. The JIT would load one that it knows wherever it is
 * used, which in a loop around a polynomial takes longer than the arithmetic; so it is not told what they are.
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

    /** The local variable that holds a vector of a number. */
    int slot(Value number) {
        return slots.computeIfAbsent(number, absent -> code.allocateLocal(TypeKind.REFERENCE));
    }

    /** Ends the method, behind its last instruction. */
    public void end() {
        code.labelBinding(make);
        int zero = code.allocateLocal(TypeKind.INT);
        code.iload(natural).loadConstant(SIGN_SHIFT).iushr().istore(zero);
        slots.forEach((number, slot) -> {
            boolean real = number instanceof Value.Real;
            int bits = number instanceof Value.Real(float value) ? Float.floatToRawIntBits(value)
                    : ((Value.Whole) number).value();
            code.getstatic(VectorLane.LANES, real ? "FLOATS" : "INTS", VectorLane.SPECIES).loadConstant(bits)
                    .iload(zero).iadd();
            if (real) {
                code.invokestatic(CD_Float, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
            }
            code.invokestatic(real ? VectorLane.FLOATS : VectorLane.INTS, "broadcast", MethodTypeDesc.of(
                    real ? VectorLane.FLOATS : VectorLane.INTS, VectorLane.SPECIES, real ? CD_float : CD_int))
                    .astore(slot);
        });
        code.goto_w(begin);
    }
}
