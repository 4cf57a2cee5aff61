package org.fascicle.backend.cpu.fusion;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

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
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.ScalarLane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.code.VectorLane;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Reduction;

/**
 * Writes the methods of {@link Rows}:
 *
 * <pre>
 * constants; operands that are one element, and what is computed from them
 * for each row
 *     operands that are one element in a row, and what is computed from them
 *     for each sweep
 *         for each vector of lanes
 *             for each vector of the row that goes to these lanes
 *                 what the sweep needs; what it keeps; into the folds
 *         the folds, and what is computed from them
 *     results that are one element in a row
 * </pre>
 *
 * What is one element is computed as one; it is repeated where a vector needs it.
 */
final class RowEmitter {
    private static final Memory MEMORY = Loops.MEMORY;

    private final Body body;
    private final Sweeps sweeps;
    private final CodeBuilder code;
    private final Loops loops;
    private final Lane one;
    private final Lane lane;
    private final int lanes;
    /** Values that are one element. */
    private final Map<Node, Value> ones = new IdentityHashMap<>();
    private final List<Integer> laneBegins = new ArrayList<>();
    private final Map<Node, Integer> keptBegins = new IdentityHashMap<>();

    private RowEmitter(Body body, CodeBuilder code, boolean vectors) {
        this.body = body;
        this.sweeps = new Sweeps(body);
        this.code = code;
        this.one = new ScalarLane(code, MEMORY);
        this.lane = vectors ? new VectorLane(code, MEMORY, OptionalInt.empty()) : one;
        this.loops = new Loops(body, code);
        this.lanes = LaneFolds.lanes(body.pattern().row());
    }

    /** The class, in the package of this one. */
    static byte[] write(Body body) {
        return Loops.write("GeneratedRows", Rows.class, type -> {
            Loops.method(type, "vectors", code -> new RowEmitter(body, code, body.hasVectors()).emit());
            Loops.method(type, "elements", code -> new RowEmitter(body, code, false).emit());
        });
    }

    /** Floats of scratch for rows of a body. */
    static int scratch(Body body) {
        Sweeps sweeps = new Sweeps(body);
        return Memory.SCRATCH * Lanes.WIDTH + mostFolds(sweeps) * LaneFolds.MANY
                + sweeps.kept().size() * Lanes.padded(body.pattern().row());
    }

    private static int mostFolds(Sweeps sweeps) {
        int most = 0;
        for (int sweep = 0; sweep <= sweeps.last(); sweep++) {
            most = Math.max(most, sweeps.folds(sweep).size());
        }
        return most;
    }

    private void emit() {
        ones.putAll(loops.constants(one));
        scratch();
        load(Access.SINGLE);
        loops.eachRow(() -> {
            Map<Node, Value> outside = new IdentityHashMap<>(ones);
            load(Access.ROW);
            for (int sweep = 0; sweep <= sweeps.last(); sweep++) {
                sweep(sweep);
                compute();
            }
            for (int i = 0; i < body.outputs().size(); i++) {
                if (body.pattern().access(body.inputs().size() + i) != Access.ELEMENTS) {
                    one.store(body.outputTypes().get(i), ones.get(body.outputs().get(i)),
                            loops.at(body.inputs().size() + i, OptionalInt.empty()));
                }
            }
            ones.clear();
            ones.putAll(outside);
        });
        code.return_();
    }

    /** Where the lanes of each fold lie, and each kept row. */
    private void scratch() {
        int begin = Memory.SCRATCH * Lanes.WIDTH;
        for (int i = 0; i < mostFolds(sweeps); i++) {
            laneBegins.add(loops.variable(code.iload(MEMORY.scratch()).loadConstant(begin).iadd()));
            begin += LaneFolds.MANY;
        }
        for (Map.Entry<Node, Integer> kept : sweeps.kept().entrySet()) {
            // behind that many rows, each of whole blocks
            code.iload(Loops.LENGTH).loadConstant(Lanes.BLOCK - 1).iadd().loadConstant(-Lanes.BLOCK).iand()
                    .loadConstant(kept.getValue()).imul();
            code.iload(MEMORY.scratch()).iadd().loadConstant(begin).iadd();
            keptBegins.put(kept.getKey(), loops.variable(code));
        }
    }

    /** Loads the operands of one kind that are one element, and computes what then can be. */
    private void load(Access access) {
        for (int i = 0; i < body.inputs().size(); i++) {
            if (body.pattern().access(i) == access) {
                ones.put(body.inputs().get(i), one.load(body.inputs().get(i).dtype(),
                        loops.at(i, OptionalInt.empty())));
            }
        }
        compute();
    }

    private void compute() {
        for (Node step : body.steps()) {
            List<Node> operands = Body.operands(step);
            if (step.op() instanceof Elementwise op && !ones.containsKey(step)
                    && ones.keySet().containsAll(operands)) {
                ones.put(step, Operations.emit(one, op, operands.stream().map(ones::get).toList()));
            }
        }
    }

    private void sweep(int sweep) {
        List<Node> folds = sweeps.folds(sweep);
        if (folds.isEmpty()) {
            if (sweep == sweeps.last() && body.steps().stream().anyMatch(body::isElementsOutput)
                    || !sweeps.keeps(sweep).isEmpty()) {
                along(sweep, loops.variable(code.iconst_0()), lane.width(), List.of());
            }
            return;
        }
        int first = loops.variable(code.iconst_0());
        loops.loop(first, lane.width(), () -> code.loadConstant(lanes), () -> {
            List<Value.Local> chains = folds.stream()
                    .map(fold -> lane.variable(Value.of(fold(fold).neutral()))).toList();
            along(sweep, loops.variable(code.iload(first)), lanes, chains);
            for (int i = 0; i < folds.size(); i++) {
                lane.store(DType.F32, chains.get(i), Index.at(laneBegins.get(i), OptionalInt.of(first)));
            }
        });
        for (int i = 0; i < folds.size(); i++) {
            code.aload(MEMORY.floats()).iload(laneBegins.get(i)).loadConstant(lanes)
                    .invokestatic(ClassDesc.of(LaneFolds.class.getName()),
                            LaneFolds.method(fold(folds.get(i))),
                            MethodTypeDesc.of(CD_float, CD_float.arrayType(), CD_int, CD_int));
            int slot = code.allocateLocal(TypeKind.FLOAT);
            code.fstore(slot);
            ones.put(folds.get(i), new Value.Local(Value.Kind.FLOAT, slot));
        }
    }

    /**
     * Every so many elements of the row, from a position on: whole vectors, then what is left for part of one. Several
     * vectors of lanes in one loop would be no quicker: the processor begins the next loop while a chain waits for
     * itself, and the JIT does worse with more chains at once.
     */
    private void along(int sweep, int position, int step, List<Value.Local> chains) {
        loops.loop(position, step, () -> code.iload(Loops.LENGTH).loadConstant(lane.width() - 1).isub(), () ->
                new Part(sweep, lane, position).emit(chains));
        if (lane instanceof VectorLane) {
            Label none = code.newLabel();
            code.iload(position).iload(Loops.LENGTH).if_icmpge(none);
            int left = loops.variable(code.iload(Loops.LENGTH).iload(position).isub());
            new Part(sweep, new VectorLane(code, MEMORY, OptionalInt.of(left)), position).emit(chains);
            code.labelBinding(none);
        }
    }

    private static Fold fold(Node node) {
        return Fold.of((Reduction) node.op());
    }

    /** What a sweep does at a position. */
    private final class Part {
        private final int sweep;
        private final Lane lane;
        private final OptionalInt position;
        private final boolean isWhole;
        private final Map<Node, Value> values = new IdentityHashMap<>();

        Part(int sweep, Lane lane, int position) {
            this.sweep = sweep;
            this.lane = lane;
            this.position = OptionalInt.of(position);
            this.isWhole = lane == RowEmitter.this.lane;
        }

        void emit(List<Value.Local> chains) {
            for (int i = 0; i < chains.size(); i++) {
                Node fold = sweeps.folds(sweep).get(i);
                Value joined = join(fold(fold), chains.get(i), value(Body.operands(fold).getFirst()));
                lane.assign(chains.get(i),
                        isWhole ? joined : lane.choose(lane.present(), joined, chains.get(i)));
            }
            for (Node kept : sweeps.keeps(sweep)) {
                lane.store(DType.F32, value(kept), Index.at(keptBegins.get(kept), position));
            }
            if (sweep == sweeps.last()) {
                outputs();
            }
        }

        /** Stores come last: a result may lie where an operand lies. */
        private void outputs() {
            List<Node> outputs = body.outputs();
            outputs.stream().filter(body::isElementsOutput).forEach(this::value);
            for (int i = 0; i < outputs.size(); i++) {
                if (body.isElementsOutput(outputs.get(i))) {
                    lane.store(body.outputTypes().get(i), value(outputs.get(i)),
                            loops.at(body.inputs().size() + i, position));
                }
            }
        }

        private Value join(Fold fold, Value chain, Value value) {
            return switch (fold) {
                case SUM -> lane.add(chain, value);
                case MAX -> lane.maximum(chain, value);
                case MIN -> lane.minimum(chain, value);
            };
        }

        private Value value(Node node) {
            Value known = values.get(node);
            if (known == null) {
                known = make(node);
                values.put(node, known);
            }
            return known;
        }

        private Value make(Node node) {
            if (ones.containsKey(node)) {
                return lane.repeat(ones.get(node));
            }
            if (sweeps.isKeptBefore(node, sweep)) {
                return lane.load(DType.F32, Index.at(keptBegins.get(node), position));
            }
            if (node.op() instanceof Input) {
                return lane.load(node.dtype(), loops.at(body.inputs().indexOf(node), position));
            }
            return Operations.emit(lane, (Elementwise) node.op(), Body.operands(node).stream().map(this::value)
                    .toList());
        }
    }
}
