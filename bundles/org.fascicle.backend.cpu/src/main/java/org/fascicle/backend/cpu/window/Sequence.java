package org.fascicle.backend.cpu.window;

/** Rows that follow each other at equal distances, in a table of rows. */
final class Sequence {
    private Sequence() {
    }

    /**
     * How many rows from an entry on follow each other at equal distances; where there is {@link Geometry#NONE}, one.
     *
     * @param entries entries of the table between two of them
     * @param most how many there are
     */
    static int length(int[] rows, int entry, int entries, int most) {
        int count = 1;
        while (count < most && rows[entry] != Geometry.NONE && rows[entry + count * entries] != Geometry.NONE
                && rows[entry + count * entries] - rows[entry + (count - 1) * entries]
                == rows[entry + entries] - rows[entry]) {
            count++;
        }
        return count;
    }

    /** The distance of a sequence's rows. */
    static int step(int[] rows, int entry, int entries, int count) {
        return count > 1 ? rows[entry + entries] - rows[entry] : 0;
    }

    /** The least row among some entries; beyond all where there is none. */
    static int lowest(int[] rows, int first, int limit) {
        int lowest = Integer.MAX_VALUE;
        for (int i = first; i < limit; i++) {
            lowest = rows[i] == Geometry.NONE ? lowest : Math.min(lowest, rows[i]);
        }
        return lowest;
    }

    /** The largest row among some entries, or {@link Geometry#NONE}. */
    static int highest(int[] rows, int first, int limit) {
        int highest = Geometry.NONE;
        for (int i = first; i < limit; i++) {
            highest = Math.max(highest, rows[i]);
        }
        return highest;
    }
}
