package org.fascicle.backend.cpu.fusion;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.fascicle.backend.cpu.code.Index;
import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.math.Exponential;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Exp;

/** The values of nodes at a place in a row: each is loaded or computed when it is first asked for. */
final class RowValues {
    private final RowCode row;
    private final Lane lane;
    private final int known;
    private final OptionalInt position;
    private final int further;
    private final Map<Node, Value> values = new IdentityHashMap<>();

    /**
     * Values at a place.
     *
     * @param known the sweep up to which what is kept is in memory
     * @param position the local variable that counts the elements of the row
     * @param further elements behind
     */
    RowValues(RowCode row, Lane lane, int known, int position, int further) {
        this.row = row;
        this.lane = lane;
        this.known = known;
        this.position = OptionalInt.of(position);
        this.further = further;
    }

    Value of(Node node) {
        Value value = values.get(node);
        if (value == null) {
            value = make(node);
            values.put(node, value);
        }
        return value;
    }

    private Value make(Node node) {
        if (row.ones().containsKey(node)) {
            return lane.repeat(row.ones().get(node));
        }
        if (row.sweeps().isKept(node, known)) {
            return lane.load(DType.F32, kept(node));
        }
        if (Body.isRead(node)) {
            return lane.load(node.dtype(), at(row.body().inputs().indexOf(node)));
        }
        if (node.op() instanceof Exp && Body.isBelowMaximum(node.operand(0))) {
            return Exponential.decay(lane, of(Body.origin(node.operand(0))));
        }
        return Operations.emit(lane, (Elementwise) node.op(), Body.operands(node).stream().map(this::of).toList());
    }

    /** Writes the value of a node beside the row. */
    void keep(Node node) {
        lane.store(DType.F32, of(node), kept(node));
    }

    /** Writes all results that have an element for each of the row; they come last, for one may lie on an operand. */
    void store() {
        Body body = row.body();
        body.outputs().stream().filter(body::isElementsOutput).forEach(this::of);
        for (int i = 0; i < body.outputs().size(); i++) {
            if (body.isElementsOutput(body.outputs().get(i))) {
                lane.store(body.outputTypes().get(i), of(body.outputs().get(i)), at(body.inputs().size() + i));
            }
        }
    }

    private Index at(int tensor) {
        return row.loops().at(tensor, position).plus(further);
    }

    private Index kept(Node node) {
        return Index.at(row.kept(node), position).plus(further);
    }
}
