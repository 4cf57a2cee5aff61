package org.fascicle.backend.cpu.fusion;

import java.util.ArrayDeque;
import java.util.Deque;

/** Slots of scratch, reused once their value is done with. */
final class Slots {
    private final Deque<Tile.Slot> floats = new ArrayDeque<>();
    private final Deque<Tile.Slot> ints = new ArrayDeque<>();
    private int floatCount;
    private int intCount;

    Tile.Slot take(boolean ofInts) {
        Deque<Tile.Slot> free = ofInts ? ints : floats;
        return free.isEmpty() ? keep(ofInts) : free.pop();
    }

    /** A slot that nothing has had and nothing will have: for what is made in the prologue. */
    Tile.Slot keep(boolean ofInts) {
        int number = ofInts ? intCount++ : floatCount++;
        return new Tile.Slot(ofInts, number * Tile.LENGTH);
    }

    void free(Tile tile) {
        if (tile instanceof Tile.Slot slot) {
            (slot.ints() ? ints : floats).push(slot);
        }
    }

    int floatCount() {
        return floatCount;
    }

    int intCount() {
        return intCount;
    }
}
