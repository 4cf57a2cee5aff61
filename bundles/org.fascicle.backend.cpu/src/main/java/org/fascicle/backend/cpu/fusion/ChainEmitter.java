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
import java.util.function.Function;
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.ScalarLane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.code.VectorLane;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Elementwise;

/**
 * Writes the class of a {@link Chain}. Its three methods are one loop in three grades:
 *
 * <pre>
 * constants; operands that are one element, and what is computed from them
 * for each row
 *     operands that are one element in a row, and what is computed from them
 *     for each vector of the row
 *         the other operands, what is computed from them, all results to memory
 * </pre>
 */
final class ChainEmitter {
    private static final MethodTypeDesc GRADE = MethodTypeDesc.of(CD_void, CD_float.arrayType(), CD_int.arrayType(),
            CD_byte.arrayType(), CD_int, CD_int, CD_int, CD_int);
    private static final int AT = 4;
    private static final int ROWS = 5;
    private static final int LENGTH = 6;
    private static final Memory MEMORY = new Memory(1, 2, 3, 7);

    private final Body body;
    private final CodeBuilder code;
    private final Lane lane;
    private final boolean loops;
    private final Map<Node, Value> values = new IdentityHashMap<>();
    private final List<Integer> begins = new ArrayList<>();

    private ChainEmitter(Body body, CodeBuilder code, Lane lane, boolean loops) {
        this.body = body;
        this.code = code;
        this.lane = lane;
        this.loops = loops;
    }

    /** The class, in the package of this one. */
    static byte[] write(Body body) {
        ClassDesc self = ClassDesc.of(ChainEmitter.class.getPackageName(), "GeneratedChain");
        ClassDesc chain = ClassDesc.of(Chain.class.getName());
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withInterfaceSymbols(chain);
            type.withMethodBody(INIT_NAME, MTD_void, 0, code -> code.aload(0)
                    .invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
            Function<CodeBuilder, Lane> single = code -> new ScalarLane(code, MEMORY);
            boolean vectors = body.hasVectors();
            grade(body, type, "vectors", true,
                    vectors ? code -> new VectorLane(code, MEMORY, OptionalInt.empty()) : single);
            grade(body, type, "rest", !vectors,
                    vectors ? code -> new VectorLane(code, MEMORY, OptionalInt.of(LENGTH)) : single);
            grade(body, type, "elements", true, single);
        });
    }

    private static void grade(Body body, ClassBuilder type, String name, boolean loops,
            Function<CodeBuilder, Lane> lane) {
        type.withMethodBody(name, GRADE, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
                code -> new ChainEmitter(body, code, lane.apply(code), loops).emit());
    }

    private void emit() {
        int tensors = body.inputs().size() + body.outputs().size();
        for (int i = 0; i < tensors; i++) {
            begins.add(readInt(2 * i));
        }
        for (int i = 0; i < body.constants().size(); i++) {
            Node constant = body.constants().get(i);
            values.put(constant, constant(constant.dtype(), readInt(2 * tensors + i)));
        }
        load(Access.SINGLE, OptionalInt.empty());
        int row = counter();
        Label nextRow = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(nextRow).iload(row).iload(ROWS).if_icmpge(end);
        Map<Node, Value> outside = new IdentityHashMap<>(values);
        load(Access.ROW, OptionalInt.empty());
        if (loops) {
            int position = counter();
            Label next = code.newLabel();
            Label rowEnd = code.newLabel();
            code.labelBinding(next).iload(position).iload(LENGTH).if_icmpge(rowEnd);
            elements(OptionalInt.of(position));
            code.iinc(position, lane.width()).goto_(next).labelBinding(rowEnd);
        } else {
            elements(OptionalInt.empty());
        }
        values.clear();
        values.putAll(outside);
        for (int i = 0; i < tensors; i++) {
            if (i >= body.inputs().size() || body.pattern().access(i) != Access.SINGLE) {
                pushInt(2 * i + 1);
                code.iload(begins.get(i)).iadd().istore(begins.get(i));
            }
        }
        code.iinc(row, 1).goto_w(nextRow).labelBinding(end).return_();
    }

    /** Loads the operands of one kind, and computes what then can be. */
    private void load(Access access, OptionalInt position) {
        for (int i = 0; i < body.inputs().size(); i++) {
            if (body.pattern().access(i) == access) {
                Index index = Index.at(begins.get(i), position);
                DType dtype = body.inputs().get(i).dtype();
                values.put(body.inputs().get(i), access == Access.ELEMENTS ? lane.load(dtype, index)
                        : lane.loadOne(dtype, index));
            }
        }
        for (Node step : body.steps()) {
            List<Node> operands = step.operands().stream().map(Body::origin).toList();
            if (!values.containsKey(step) && values.keySet().containsAll(operands)) {
                values.put(step, Operations.emit(lane, (Elementwise) step.op(),
                        operands.stream().map(values::get).toList()));
            }
        }
    }

    /** Stores come last: a result may lie where an operand lies. */
    private void elements(OptionalInt position) {
        load(Access.ELEMENTS, position);
        for (int i = 0; i < body.outputs().size(); i++) {
            lane.store(body.outputTypes().get(i), values.get(body.outputs().get(i)),
                    Index.at(begins.get(body.inputs().size() + i), position));
        }
    }

    /** Constants are read at run time, so that a chain with other ones is the same class. */
    private Value constant(DType dtype, int slot) {
        Value bits = lane.repeat(slot);
        return switch (dtype) {
            case F32, F64 -> lane.fromBits(bits);
            case I32, U8 -> bits;
            case BOOL -> lane.cast(bits, DType.BOOL);
        };
    }

    private int readInt(int number) {
        pushInt(number);
        int slot = code.allocateLocal(TypeKind.INT);
        code.istore(slot);
        return slot;
    }

    private void pushInt(int number) {
        code.aload(MEMORY.ints()).iload(AT).loadConstant(number).iadd().iaload();
    }

    private int counter() {
        int slot = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(slot);
        return slot;
    }
}
