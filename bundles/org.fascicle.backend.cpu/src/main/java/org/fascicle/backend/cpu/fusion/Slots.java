package org.fascicle.backend.cpu.fusion;

import java.util.ArrayDeque;
import java.util.Deque;

/** Slots of scratch, reused once their value is done with. */
final class Slots {
    private final Deque<Tile> floats = new ArrayDeque<>();
    private final Deque<Tile> ints = new ArrayDeque<>();
    private int floatCount;
    private int intCount;

    Tile take(boolean ofInts) {
        Deque<Tile> free = ofInts ? ints : floats;
        return free.isEmpty() ? keep(ofInts) : free.pop();
    }

    /** A slot that nothing has had and nothing will have: for what is made in the prologue. */
    Tile keep(boolean ofInts) {
        int number = ofInts ? intCount++ : floatCount++;
        return new Tile(false, ofInts, number * Tile.LENGTH);
    }

    void free(Tile tile) {
        if (!tile.inMemory()) {
            (tile.ints() ? ints : floats).push(tile);
        }
    }

    int floatCount() {
        return floatCount;
    }

    int intCount() {
        return intCount;
    }
}
