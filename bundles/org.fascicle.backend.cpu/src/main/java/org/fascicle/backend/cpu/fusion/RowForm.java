package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Lanes;

/**
 * What the code for rows depends on of their length: where it is long, it has the loops that they need, and no others.
 * A method with more vectors than the first compiler of the JVM can hold is never compiled by the second one. Short
 * code has all loops, so that rows of another length, such as a last batch, bring none.
 *
 * @param lanes how many lanes a sum has
 * @param hasVectors whether whole vectors have loops of their own
 * @param hasRest whether there are loops with a mask: for what is left behind the last whole vector, or for all
 * @param isEven whether all lanes of a sum have as many elements
 */
record RowForm(int lanes, boolean hasVectors, boolean hasRest, boolean isEven) {
    /** Instructions up to which code is short. */
    private static final int SHORT = 60;
    /** Instructions from which on code has loops of one kind only. */
    private static final int LONG = 200;

    /**
     * The form of rows.
     *
     * @param row elements of one
     * @param instructions rough number of what is done with them
     */
    static RowForm of(int row, int instructions) {
        int lanes = LaneSums.lanes(row);
        if (instructions <= SHORT) {
            return new RowForm(lanes, true, true, false);
        }
        boolean hasRest = row % Lanes.WIDTH != 0;
        return new RowForm(lanes, row >= Lanes.WIDTH && !(hasRest && instructions >= LONG), hasRest, row % lanes == 0);
    }
}
