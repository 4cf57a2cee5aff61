package org.fascicle.backend.cpu.fusion;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;

/**
 * The sums of one sweep. Several vectors of lanes go through the row together, since an addition takes longer than a
 * load; what is dear is kept before, so that little is written several times. What is left behind the last of such
 * steps goes to the lanes in memory.
 */
final class RowSums {
    /** Vectors that lanes may take at once, of all sums: as many and some more registers does every processor have. */
    private static final int VECTORS = 8;

    private final RowCode row;
    private final CodeBuilder code;
    private final Loops loops;
    private final Lane lane;
    private final int sweep;
    private final List<Node> sums;
    private final int lanes;
    /** Vectors of a sum that go through the row together. */
    private final int together;

    RowSums(RowCode row, int sweep, List<Node> sums) {
        this.row = row;
        this.code = row.code();
        this.loops = row.loops();
        this.lane = row.lane();
        this.sweep = sweep;
        this.sums = sums;
        this.lanes = row.form().lanes();
        this.together = lane == row.one() ? 1
                : Math.min(lanes / lane.width(), Integer.highestOneBit(Math.max(1, VECTORS / sums.size())));
    }

    /** Writes the loops; the sums are values of one element then. */
    void emit() {
        int step = together * lane.width();
        int left = lanes;
        int first = loops.variable(code.iconst_0());
        if (step < lanes) {
            loops.loop(first, step, () -> code.loadConstant(lanes), () -> write(first, chains(first)));
        } else {
            List<? extends List<? extends Value>> chains = chains(first);
            while (left > LaneSums.FEW) {
                left /= 2;
                chains = chains.stream().map(values -> halved(lane, values)).toList();
            }
            write(first, chains);
        }
        for (int i = 0; i < sums.size(); i++) {
            row.ones().put(sums.get(i), joined(i, left));
        }
    }

    /**
     * What so many lanes in memory are together. The last of them are joined here: a method that is called takes all
     * vectors out of their registers, and the JIT makes no call part of code as long as this.
     */
    private Value joined(int sum, int lanes) {
        if (lanes > LaneSums.FEW) {
            code.aload(Loops.MEMORY.floats()).iload(row.lanes(sum)).loadConstant(lanes)
                    .invokestatic(ClassDesc.of(LaneSums.class.getName()), "join",
                            MethodTypeDesc.of(CD_void, CD_float.arrayType(), CD_int, CD_int));
        }
        List<Value> values = IntStream.range(0, LaneSums.FEW)
                .mapToObj(i -> row.one().load(DType.F32, Index.behind(row.lanes(sum), i))).toList();
        while (values.size() > 1) {
            values = halved(row.one(), values);
        }
        return values.getFirst();
    }

    /** The second half of some values added to the first. */
    private static List<Value> halved(Lane lane, List<? extends Value> values) {
        int half = values.size() / 2;
        return IntStream.range(0, half).mapToObj(i -> lane.add(values.get(i), values.get(i + half))).toList();
    }

    /** The lanes from a first one on, for each sum. */
    private List<List<Value.Local>> chains(int first) {
        int step = together * lane.width();
        List<List<Value.Local>> chains = sums.stream()
                .map(sum -> Stream.generate(() -> lane.variable(Value.of(0f))).limit(together).toList()).toList();
        int position = loops.variable(code.iload(first));
        if (lane == row.one() || row.form().hasVectors()) {
            loops.loop(position, lanes, () -> code.iload(Loops.LENGTH).loadConstant(step - 1).isub(), () -> {
                for (int vector = 0; vector < together; vector++) {
                    RowValues values = new RowValues(row, lane, sweep, position, vector * lane.width());
                    for (int i = 0; i < sums.size(); i++) {
                        Value.Local chain = chains.get(i).get(vector);
                        lane.assign(chain, lane.add(chain, term(values, i)));
                    }
                }
            });
        }
        if (lane != row.one() && !row.form().isEven()) {
            Label none = code.newLabel();
            code.iload(position).iload(Loops.LENGTH).if_icmpge(none);
            write(first, chains);
            int round = loops.variable(code.iload(position));
            loops.loop(round, lanes, () -> code.iload(Loops.LENGTH), () -> {
                code.iload(round).istore(position);
                rest(first, position, step);
            });
            read(first, chains);
            code.labelBinding(none);
        }
        return chains;
    }

    /** The next elements of the row for these lanes, in memory. */
    private void rest(int first, int position, int step) {
        int at = loops.variable(code.iload(first));
        int end = loops.variable(code.iload(position).loadConstant(step).iadd().iload(Loops.LENGTH)
                .invokestatic(ClassDesc.of("java.lang.Math"), "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)));
        row.along(position, end, (part, place) -> {
            RowValues values = new RowValues(row, part, sweep, place, 0);
            for (int i = 0; i < sums.size(); i++) {
                Index index = Index.at(row.lanes(i), OptionalInt.of(at));
                Value chain = lane.load(DType.F32, index);
                Value joined = part.add(chain, term(values, i));
                lane.store(DType.F32, part == lane ? joined : part.choose(part.present(), joined, chain), index);
            }
            code.iinc(at, lane.width());
        });
    }

    private Value term(RowValues values, int sum) {
        return values.of(Body.operands(sums.get(sum)).getFirst());
    }

    private void write(int first, List<? extends List<? extends Value>> chains) {
        for (int i = 0; i < chains.size(); i++) {
            for (int vector = 0; vector < chains.get(i).size(); vector++) {
                lane.store(DType.F32, chains.get(i).get(vector), index(i, first, vector));
            }
        }
    }

    private void read(int first, List<List<Value.Local>> chains) {
        for (int i = 0; i < chains.size(); i++) {
            for (int vector = 0; vector < chains.get(i).size(); vector++) {
                lane.assign(chains.get(i).get(vector), lane.load(DType.F32, index(i, first, vector)));
            }
        }
    }

    private Index index(int sum, int first, int vector) {
        return Index.at(row.lanes(sum), OptionalInt.of(first)).plus(vector * lane.width());
    }
}
