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
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.code.VectorLane;
import org.fascicle.graph.DType;

/**
 * Writes the class of a {@link Tile}:
 *
 * <pre>
 * sums[i][j] = onto ? C[i][j] : 0
 * for each k
 *     for each row i, each vector j
 *         sums[i][j] = A[i][k]·B[k][j] + sums[i][j]
 * C[i][j] = sums[i][j]
 * </pre>
 *
 * The sums are local variables, because only those become registers.
 */
final class TileEmitter {
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CD_float.arrayType(), CD_int, CD_int, CD_int,
            CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_boolean);
    private static final int FLOATS = 1;
    private static final int A = 2;
    private static final int ROW_A = 3;
    private static final int STEP_A = 4;
    private static final int B = 5;
    private static final int STEP_B = 6;
    private static final int C = 7;
    private static final int ROW_C = 8;
    private static final int DEPTH = 9;
    private static final int LAST = 10;
    private static final int ONTO = 11;
    private static final Memory MEMORY = new Memory(FLOATS, FLOATS, FLOATS, C);

    private final CodeBuilder code;
    private final Lane lane;
    private final Lane edge;
    private final int rows;
    private final int vectors;
    private final Value.Local[][] sums;

    private TileEmitter(CodeBuilder code, int rows, int vectors, boolean whole) {
        this.code = code;
        this.lane = new VectorLane(code, MEMORY, OptionalInt.empty());
        this.edge = whole ? lane : new VectorLane(code, MEMORY, OptionalInt.of(LAST));
        this.rows = rows;
        this.vectors = vectors;
        this.sums = new Value.Local[rows][vectors];
    }

    /**
     * The class of a tile of so many rows and vectors, in the package of this one.
     *
     * @param whole whether all of the last vector always belongs to C
     */
    static byte[] write(int rows, int vectors, boolean whole) {
        ClassDesc self = ClassDesc.of(TileEmitter.class.getPackageName(), "Tile" + rows + "x" + vectors);
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(Tile.class.getName()));
            type.withMethodBody(INIT_NAME, MTD_void, 0, code -> code.aload(0)
                    .invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
                    code -> new TileEmitter(code, rows, vectors, whole).emit());
        });
    }

    private void emit() {
        begin();
        int k = variable(code.iconst_0());
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(k).iload(DEPTH).if_icmpge(end);
        int a = variable(code.iload(A).iload(k).iload(STEP_A).imul().iadd());
        int b = variable(code.iload(B).iload(k).iload(STEP_B).imul().iadd());
        Value[] row = new Value[vectors];
        for (int j = 0; j < vectors; j++) {
            row[j] = lane.load(DType.F32, Index.behind(b, j * lane.width()));
        }
        for (int i = 0; i < rows; i++) {
            Value element = lane.loadOne(DType.F32, Index.behind(row(a, ROW_A, i), 0));
            for (int j = 0; j < vectors; j++) {
                lane.assign(sums[i][j], lane.fma(element, row[j], sums[i][j]));
            }
        }
        code.iinc(k, 1).goto_(next).labelBinding(end);
        // where the rows of C begin is found again: it would take registers from the loop
        for (int i = 0; i < rows; i++) {
            int c = row(C, ROW_C, i);
            for (int j = 0; j < vectors; j++) {
                (j == vectors - 1 ? edge : lane).store(DType.F32, sums[i][j], Index.behind(c, j * lane.width()));
            }
        }
        code.return_();
    }

    private void begin() {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
                sums[i][j] = lane.variable(Value.of(0f));
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
