package org.fascicle.backend.cpu.fusion;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.fascicle.backend.cpu.code.Constants;
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.ScalarLane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.code.VectorLane;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;

/**
 * What is the same in all methods that run a {@link Body}: they take {@code (floats, ints, bytes, at, rows, length,
 * scratch)} and go through rows; the ints from {@code at} on say, for each tensor, where its first row begins and how
 * far the next one lies, and then hold the bits of constants.
 */
final class Loops {
    /** Where the parameters are. */
    static final Memory MEMORY = new Memory(1, 2, 3, 7);
    /** The parameter that says how many elements a row has. */
    static final int LENGTH = 6;
    private static final int AT = 4;
    private static final int ROWS = 5;
    private static final MethodTypeDesc METHOD = MethodTypeDesc.of(CD_void, CD_float.arrayType(), CD_int.arrayType(),
            CD_byte.arrayType(), CD_int, CD_int, CD_int, CD_int);

    private final Body body;
    private final CodeBuilder code;
    private final Constants constants;
    private final List<Integer> begins = new ArrayList<>();

    /** Begins a method. */
    Loops(Body body, CodeBuilder code) {
        this.body = body;
        this.code = code;
        this.constants = new Constants(code, ROWS);
        for (int i = 0; i < tensors(); i++) {
            begins.add(readInt(2 * i));
        }
    }

    private int tensors() {
        return body.inputs().size() + body.outputs().size();
    }

    /** A class in the package of this one. */
    static byte[] write(String name, Class<?> implemented, Consumer<ClassBuilder> methods) {
        ClassDesc self = ClassDesc.of(Loops.class.getPackageName(), name);
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(implemented.getName()));
            type.withMethodBody(INIT_NAME, MTD_void, 0, code -> code.aload(0)
                    .invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
            methods.accept(type);
        });
    }

    /** One of its methods. */
    static void method(ClassBuilder type, String name, Consumer<CodeBuilder> content) {
        type.withMethodBody(name, METHOD, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, content);
    }

    /** A lane for vectors. */
    Lane vectors(OptionalInt count) {
        return new VectorLane(code, MEMORY, count, constants);
    }

    /** A lane for one element at a time. */
    Lane elements() {
        return new ScalarLane(code, MEMORY);
    }

    /** Ends the method. */
    void end() {
        code.return_();
        constants.end();
    }

    /** The constants, read at run time, so that a body with other ones is the same class. */
    Map<Node, Value> constants(Lane lane) {
        Map<Node, Value> values = new IdentityHashMap<>();
        for (Node constant : body.constants()) {
            int slot = readInt(2 * tensors() + values.size());
            Value bits = lane.repeat(new Value.Local(Value.Kind.INT, slot));
            values.put(constant, switch (constant.dtype()) {
                case F32, F64 -> lane.fromBits(bits);
                case I32, U8 -> bits;
                case BOOL -> lane.cast(bits, DType.BOOL);
            });
        }
        return values;
    }

    /** A place in the row of an input, or of an output behind all inputs; its first element without a position. */
    Index at(int tensor, OptionalInt position) {
        return Index.at(begins.get(tensor), position);
    }

    /** Does something for each row. */
    void eachRow(Runnable content) {
        loop(variable(code.iconst_0()), 1, () -> code.iload(ROWS), () -> {
            content.run();
            for (int i = 0; i < tensors(); i++) {
                if (i >= body.inputs().size() || body.pattern().access(i) != Access.SINGLE) {
                    pushInt(2 * i + 1);
                    code.iload(begins.get(i)).iadd().istore(begins.get(i));
                }
            }
        });
    }

    /** Does something while a local variable, which goes on in steps, is below a limit. */
    void loop(int counter, int step, Runnable limit, Runnable content) {
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(counter);
        limit.run();
        code.if_icmpge(end);
        content.run();
        code.iinc(counter, step).goto_w(next).labelBinding(end);
    }

    /** A new local variable that holds the int on the stack. */
    int variable(CodeBuilder pushed) {
        int slot = pushed.allocateLocal(TypeKind.INT);
        pushed.istore(slot);
        return slot;
    }

    private int readInt(int number) {
        pushInt(number);
        return variable(code);
    }

    private void pushInt(int number) {
        code.aload(MEMORY.ints()).iload(AT).loadConstant(number).iadd().iaload();
    }
}
