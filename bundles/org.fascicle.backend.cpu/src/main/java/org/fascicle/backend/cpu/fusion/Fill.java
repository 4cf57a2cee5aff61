package org.fascicle.backend.cpu.fusion;

import java.util.Arrays;
import org.fascicle.backend.cpu.machine.Worker;

/** A constant in every element of a tile. */
record Fill(Tile.Slot to, double value) implements Instruction {
    @Override
    public void run(Worker worker, int position, int n) {
        int at = to.at(worker, position);
        if (to.ints()) {
            Arrays.fill(worker.arena().ints(), at, at + n, (int) value);
        } else {
            Arrays.fill(worker.arena().floats(), at, at + n, (float) value);
        }
    }
}
