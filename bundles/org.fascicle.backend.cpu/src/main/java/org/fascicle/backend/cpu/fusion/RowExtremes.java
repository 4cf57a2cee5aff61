package org.fascicle.backend.cpu.fusion;

import static org.fascicle.graph.op.Comparison.GREATER;
import static org.fascicle.graph.op.Comparison.LESS;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;
import org.fascicle.backend.cpu.reduction.Fold;

/**
 * The largest or the smallest element of a row. The elements are compared as ints in the order of floats: the bits, all
 * but the sign turned round where it is set. −0 is below 0 then, and a NaN beyond one of the infinities. Comparing ints
 * is one instruction, a maximum of floats that knows all this takes six; and as ints have one order, it does not matter
 * in which the row is gone through.
 */
final class RowExtremes {
    private static final int REST = Integer.MAX_VALUE;
    private static final int SIGN_SHIFT = 31;
    private static final int LOWEST = key(Float.NEGATIVE_INFINITY);
    private static final int HIGHEST = key(Float.POSITIVE_INFINITY);

    private final Fold fold;
    private final Lane lane;
    private final Value.Local high;
    private final Value.Local low;

    /** The extreme of nothing. */
    RowExtremes(Fold fold, Lane lane) {
        this.fold = fold;
        this.lane = lane;
        Value nothing = Value.of(key(fold.neutral()));
        this.high = lane.variable(nothing);
        this.low = lane.variable(nothing);
    }

    private static int key(float x) {
        int bits = Float.floatToRawIntBits(x);
        return bits ^ bits >> SIGN_SHIFT & REST;
    }

    /** Takes elements in; with part of a vector, those that exist. */
    void join(Lane part, Value elements) {
        Value key = key(part, part.bits(elements));
        join(part, high, part.maximum(high, key));
        join(part, low, part.minimum(low, key));
    }

    private void join(Lane part, Value.Local extreme, Value joined) {
        part.assign(extreme, part == lane ? joined : part.choose(part.present(), joined, extreme));
    }

    private static Value key(Lane lane, Value bits) {
        Value turned = lane.and(lane.shiftRightSigned(bits, Value.of(SIGN_SHIFT)), Value.of(REST));
        return lane.xor(bits, turned);
    }

    /** The one of the row; NaN if one is. */
    Value result(Lane one) {
        Value highest = lane.largest(high);
        Value lowest = lane.smallest(low);
        Value beyond = one.or(one.compare(GREATER, highest, Value.of(HIGHEST)),
                one.compare(LESS, lowest, Value.of(LOWEST)));
        return one.choose(beyond, Value.of(Float.NaN),
                one.fromBits(key(one, fold == Fold.MAX ? highest : lowest)));
    }
}
