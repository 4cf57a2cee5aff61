package org.fascicle.backend.cpu.product;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.OptionalInt;
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.code.VectorLane;
import org.fascicle.graph.DType;

/**
 * Writes the class of a {@link Tile}:
 *
 * <pre>
 * sums[i][j] = onto ? C[i][j] : 0
 * for each segment, each k in it
 *     for each row i, each shift s, each vector j
 *         sums[i][j] = A[i + s][k]·B[s][k][j] + sums[i][j]
 * C[i][j] = sums[i][j]
 * </pre>
 *
 * With several shifts an element of A is loaded once for all rows that meet it. The sums are local variables, because
 * only those become registers. One stride of A is a constant, because the JIT then finds one check of bounds for many
 * elements, and needs no register for each.
 */
final class TileEmitter {
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CD_float.arrayType(), CD_int, CD_int, CD_int,
            CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_boolean);
    private static final int FLOATS = 1;
    private static final int A = 2;
    private static final int STRIDE_A = 3;
    private static final int SEGMENT_A = 4;
    private static final int B = 5;
    private static final int STEP_B = 6;
    private static final int SHIFT_B = 7;
    private static final int SEGMENT_B = 8;
    private static final int C = 9;
    private static final int ROW_C = 10;
    private static final int DEPTH = 11;
    private static final int SEGMENTS = 12;
    private static final int LAST = 13;
    private static final int ONTO = 14;
    private static final Memory MEMORY = new Memory(FLOATS, FLOATS, FLOATS, C);

    private final CodeBuilder code;
    private final VectorLane lane;
    private final VectorLane edge;
    private final TileForm form;
    private final int rows;
    private final int vectors;
    private final Value.Local[][] sums;

    private TileEmitter(CodeBuilder code, TileForm form) {
        this.code = code;
        this.lane = new VectorLane(code, MEMORY, OptionalInt.empty());
        this.edge = form.whole() ? lane : new VectorLane(code, MEMORY, OptionalInt.of(LAST));
        this.form = form;
        this.rows = form.rows();
        this.vectors = form.vectors();
        this.sums = new Value.Local[rows][vectors];
    }

    /** The class of a tile, in the package of this one. */
    static byte[] write(TileForm form) {
        ClassDesc self = ClassDesc.of(TileEmitter.class.getPackageName(), "Tile" + form.rows() + "x" + form.vectors());
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(Tile.class.getName()));
            type.withMethodBody(INIT_NAME, MTD_void, 0, code -> code.aload(0)
                    .invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
                    code -> new TileEmitter(code, form).emit());
        });
    }

    private void emit() {
        begin();
        int segment = variable(code.iconst_0());
        Label nextSegment = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(nextSegment).iload(segment).iload(SEGMENTS).if_icmpge(done);
        int firstA = variable(code.iload(A).iload(segment).iload(SEGMENT_A).imul().iadd());
        int firstB = variable(code.iload(B).iload(segment).iload(SEGMENT_B).imul().iadd());
        int k = variable(code.iconst_0());
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(k).iload(DEPTH).if_icmpge(end);
        step(firstA, firstB, k);
        code.iinc(k, 1).goto_(next).labelBinding(end).iinc(segment, 1).goto_w(nextSegment).labelBinding(done);
        if (!form.whole()) {
            edge.keepMask();
        }
        // where the rows of C begin is found again: it would take registers from the loop
        for (int i = 0; i < rows; i++) {
            int c = row(C, ROW_C, i);
            for (int j = 0; j < vectors; j++) {
                (j == vectors - 1 ? edge : lane).store(DType.F32, sums[i][j], Index.behind(c, j * lane.width()));
            }
        }
        code.return_();
    }

    /** One step of k for all rows, shifts and vectors. */
    private void step(int firstA, int firstB, int k) {
        int a = variable(form.steps() ? code.iload(firstA).iload(k).iadd()
                : code.iload(firstA).iload(k).iload(STRIDE_A).imul().iadd());
        int b = variable(code.iload(firstB).iload(k).iload(STEP_B).imul().iadd());
        Value[][] right = new Value[form.shifts()][vectors];
        for (int shift = 0; shift < form.shifts(); shift++) {
            int begin = shift == 0 ? b : row(b, SHIFT_B, shift);
            for (int j = 0; j < vectors; j++) {
                right[shift][j] = lane.load(DType.F32, Index.behind(begin, j * lane.width()));
            }
        }
        for (int i = 0; i < rows + form.shifts() - 1; i++) {
            Index place = form.steps() ? Index.behind(row(a, STRIDE_A, i), 0) : Index.behind(a, i);
            Value element = lane.loadOne(DType.F32, place);
            for (int shift = Math.max(0, i - rows + 1); shift <= Math.min(i, form.shifts() - 1); shift++) {
                for (int j = 0; j < vectors; j++) {
                    Value.Local sum = sums[i - shift][j];
                    lane.assign(sum, lane.fma(element, right[shift][j], sum));
                }
            }
        }
    }

    private void begin() {
        Value zero = lane.variable(Value.of(0f));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
                sums[i][j] = lane.variable(zero);
            }
        }
        Label anew = code.newLabel();
        code.iload(ONTO).ifeq(anew);
        for (int i = 0; i < rows; i++) {
            int c = row(C, ROW_C, i);
            for (int j = 0; j < vectors; j++) {
                lane.assign(sums[i][j], lane.load(DType.F32, Index.behind(c, j * lane.width())));
            }
        }
        code.labelBinding(anew);
    }

    /** A local variable that holds where a row begins. */
    private int row(int first, int distance, int number) {
        return variable(code.iload(first).iload(distance).loadConstant(number).imul().iadd());
    }

    private int variable(CodeBuilder pushed) {
        int slot = pushed.allocateLocal(TypeKind.INT);
        pushed.istore(slot);
        return slot;
    }
}
