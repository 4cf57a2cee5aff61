package org.fascicle.backend.cpu.fusion;

import java.lang.classfile.CodeBuilder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Reduction;

/**
 * Writes the methods of {@link Rows}:
 *
 * <pre>
 * constants; operands that are one element, and what is computed from them
 * for each row
 *     operands that are one element in a row, and what is computed from them
 *     for each sweep
 *         for each vector of the row: what the sweep keeps
 *         for each vector of the row: what it has of the largest and the smallest
 *         for some vectors of the row at a time: into the sums
 *         the folds, and what is computed from them
 *     for each vector of the row: results
 *     results that are one element in a row
 * </pre>
 *
 * What is one element is computed as one; it is repeated where a vector needs it. Loops are many and short, for the
 * JIT does badly with many vectors at once.
 */
final class RowEmitter {
    private final RowCode row;
    private final Body body;
    private final CodeBuilder code;
    private final Loops loops;
    private final Sweeps sweeps;
    private final Lane one;
    private final Map<Node, Value> ones;

    private RowEmitter(RowCode row) {
        this.row = row;
        this.body = row.body();
        this.code = row.code();
        this.loops = row.loops();
        this.sweeps = row.sweeps();
        this.one = row.one();
        this.ones = row.ones();
    }

    /** The class, in the package of this one. */
    static byte[] write(Body body) {
        return Loops.write("GeneratedRows", Rows.class, type -> {
            Loops.method(type, "vectors",
                    code -> new RowEmitter(new RowCode(body, code, body.hasVectors())).emit());
            Loops.method(type, "elements", code -> new RowEmitter(new RowCode(body, code, false)).emit());
        });
    }

    private void emit() {
        load(Access.SINGLE);
        loops.eachRow(() -> {
            Map<Node, Value> outside = new IdentityHashMap<>(ones);
            load(Access.ROW);
            for (int sweep = 0; sweep <= sweeps.last(); sweep++) {
                sweep(sweep);
                compute();
            }
            if (body.steps().stream().anyMatch(body::isElementsOutput)) {
                along(sweeps.last(), RowValues::store);
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
        loops.end();
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
        List<Node> keeps = sweeps.keeps(sweep);
        if (!keeps.isEmpty()) {
            along(sweep - 1, values -> keeps.forEach(values::keep));
        }
        for (Node extreme : sweeps.extremes(sweep)) {
            RowExtremes folded = new RowExtremes(Fold.of((Reduction) extreme.op()), row.lane());
            row.along(loops.variable(code.iconst_0()), Loops.LENGTH, (part, position) -> folded.join(part,
                    new RowValues(row, part, sweep, position, 0).of(Body.operands(extreme).getFirst())));
            ones.put(extreme, folded.result(one));
        }
        if (!sweeps.sums(sweep).isEmpty()) {
            new RowSums(row, sweep, sweeps.sums(sweep)).emit();
        }
    }

    /** Does something with the values at each place of the row. */
    private void along(int known, Consumer<RowValues> content) {
        row.along(loops.variable(code.iconst_0()), Loops.LENGTH,
                (part, position) -> content.accept(new RowValues(row, part, known, position, 0)));
    }
}
