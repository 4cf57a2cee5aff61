package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Lanes;

/**
 * What the code for rows depends on of their length: where it is long, it has the loops that they need, and no others. A
 * method with more vectors than the first compiler of the JVM can hold is never compiled by the second one. Short code
 * has all loops, so that rows of another length, such as a last batch, bring none.
 *
 * @param lanes how many lanes a sum has
 * @param hasVector whether a row has a whole vector
 * @param hasRest whether something is left behind the last whole vector
 * @param isEven whether all lanes of a sum have as many elements
 */
record RowForm(int lanes, boolean hasVector, boolean hasRest, boolean isEven) {
    /** Instructions up to which code is short. */
    private static final int SHORT = 60;

    /** The form of the rows of a body. */
    static RowForm of(Body body) {
        int row = body.pattern().row();
        int lanes = LaneSums.lanes(row);
        return new Sweeps(body).instructions() <= SHORT ? new RowForm(lanes, true, true, false) : new RowForm(lanes,
                row >= Lanes.WIDTH, row % Lanes.WIDTH != 0, row % lanes == 0);
    }
}
