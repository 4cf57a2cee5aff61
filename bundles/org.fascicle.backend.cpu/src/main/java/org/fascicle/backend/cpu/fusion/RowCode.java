package org.fascicle.backend.cpu.fusion;

import java.lang.classfile.CodeBuilder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.graph.Node;

/** A method of {@link Rows} that is being written: what it is made of, and where in it things are. */
final class RowCode {
    private final Body body;
    private final Sweeps sweeps;
    private final CodeBuilder code;
    private final Loops loops;
    private final Lane one;
    private final Lane lane;
    private final RowForm form;
    /** Values that are one element. */
    private final Map<Node, Value> ones = new IdentityHashMap<>();
    private final List<Integer> laneBegins = new ArrayList<>();
    private final Map<Node, Integer> keptBegins = new IdentityHashMap<>();

    RowCode(Body body, CodeBuilder code, boolean vectors) {
        this.body = body;
        this.sweeps = new Sweeps(body);
        this.code = code;
        this.loops = new Loops(body, code);
        this.one = loops.elements();
        this.form = sweeps.form();
        this.lane = vectors ? loops.vectors(OptionalInt.empty()) : one;
        ones.putAll(loops.constants(one));
        scratch();
    }

    /** Floats of scratch for rows of a body. */
    static int scratch(Body body) {
        Sweeps sweeps = new Sweeps(body);
        return Memory.SCRATCH * Lanes.WIDTH + sweeps.mostSums() * LaneSums.MANY
                + sweeps.kept().size() * Lanes.padded(body.pattern().row());
    }

    /** Where the lanes of each sum lie, and each kept row. */
    private void scratch() {
        int begin = Memory.SCRATCH * Lanes.WIDTH;
        for (int i = 0; i < sweeps.mostSums(); i++) {
            laneBegins.add(loops.variable(code.iload(Loops.MEMORY.scratch()).loadConstant(begin).iadd()));
            begin += LaneSums.MANY;
        }
        for (Map.Entry<Node, Integer> kept : sweeps.kept().entrySet()) {
            // behind that many rows, each of whole blocks
            code.iload(Loops.LENGTH).loadConstant(Lanes.BLOCK - 1).iadd().loadConstant(-Lanes.BLOCK).iand()
                    .loadConstant(kept.getValue()).imul();
            code.iload(Loops.MEMORY.scratch()).iadd().loadConstant(begin).iadd();
            keptBegins.put(kept.getKey(), loops.variable(code));
        }
    }

    Body body() {
        return body;
    }

    Sweeps sweeps() {
        return sweeps;
    }

    CodeBuilder code() {
        return code;
    }

    Loops loops() {
        return loops;
    }

    /** The lane for what is one element in a row. */
    Lane one() {
        return one;
    }

    /** The lane for the elements of a row. */
    Lane lane() {
        return lane;
    }

    /** What there is of a row. */
    RowForm form() {
        return form;
    }

    /** Values that are one element, as far as they are computed. */
    Map<Node, Value> ones() {
        return ones;
    }

    /** The local variable that says where the lanes of a sum lie. */
    int lanes(int sum) {
        return laneBegins.get(sum);
    }

    /** The local variable that says where a kept row lies. */
    int kept(Node node) {
        return keptBegins.get(node);
    }

    /**
     * Goes through the row from a position on, up to a limit: whole vectors, then what is left for part of one, or all
     * of it through a mask.
     *
     * @param position the local variable that counts
     * @param limit the local variable of what it does not reach
     * @param content what is done with a lane at the position
     */
    void along(int position, int limit, ObjIntConsumer<Lane> content) {
        if (lane == one || form.hasVectors()) {
            loops.loop(position, lane.width(), () -> code.iload(limit).loadConstant(lane.width() - 1).isub(),
                    () -> content.accept(lane, position));
        }
        if (lane != one && form.hasRest()) {
            loops.loop(position, lane.width(), () -> code.iload(limit), () -> rest(position, limit, content));
        }
    }

    /** Does something with the next vector, as far as it belongs to the row. */
    private void rest(int position, int limit, ObjIntConsumer<Lane> content) {
        int left = loops.variable(code.iload(limit).iload(position).isub());
        content.accept(loops.vectors(OptionalInt.of(left)), position);
    }
}
