package org.fascicle.backend.cpu.fusion;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
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
    private final Body body;
    private final CodeBuilder code;
    private final Loops loops;
    private final Lane lane;
    private final boolean isLoop;
    private final Map<Node, Value> values = new IdentityHashMap<>();

    private ChainEmitter(Body body, CodeBuilder code, Function<Loops, Lane> lane, boolean isLoop) {
        this.body = body;
        this.code = code;
        this.loops = new Loops(body, code);
        this.lane = lane.apply(loops);
        this.isLoop = isLoop;
    }

    /** The class, in the package of this one. */
    static byte[] write(Body body) {
        return Loops.write("GeneratedChain", Chain.class, type -> {
            Function<Loops, Lane> single = Loops::elements;
            boolean vectors = body.hasVectors();
            grade(body, type, "vectors", true,
                    vectors ? loops -> loops.vectors(OptionalInt.empty()) : single);
            grade(body, type, "rest", !vectors,
                    vectors ? loops -> loops.vectors(OptionalInt.of(Loops.LENGTH)) : single);
            grade(body, type, "elements", true, single);
        });
    }

    private static void grade(Body body, ClassBuilder type, String name, boolean isLoop,
            Function<Loops, Lane> lane) {
        Loops.method(type, name, code -> new ChainEmitter(body, code, lane, isLoop).emit());
    }

    private void emit() {
        values.putAll(loops.constants(lane));
        load(Access.SINGLE, OptionalInt.empty());
        loops.eachRow(() -> {
            Map<Node, Value> outside = new IdentityHashMap<>(values);
            load(Access.ROW, OptionalInt.empty());
            if (isLoop) {
                int position = loops.variable(code.iconst_0());
                loops.loop(position, lane.width(), () -> code.iload(Loops.LENGTH),
                        () -> elements(OptionalInt.of(position)));
            } else {
                elements(OptionalInt.empty());
            }
            values.clear();
            values.putAll(outside);
        });
        loops.end();
    }

    /** Loads the operands of one kind, and computes what then can be. */
    private void load(Access access, OptionalInt position) {
        for (int i = 0; i < body.inputs().size(); i++) {
            if (body.pattern().access(i) == access) {
                DType dtype = body.inputs().get(i).dtype();
                values.put(body.inputs().get(i), access == Access.ELEMENTS ? lane.load(dtype, loops.at(i, position))
                        : lane.loadOne(dtype, loops.at(i, position)));
            }
        }
        for (Node step : body.steps()) {
            List<Node> operands = Body.operands(step);
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
                    loops.at(body.inputs().size() + i, position));
        }
    }
}
