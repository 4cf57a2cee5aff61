package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/** Where the tile of a value lies. */
sealed interface Tile {
    /** Elements in a tile: enough that an instruction outweighs its call, and few enough that ten tiles stay close. */
    int LENGTH = 1024;

    /** First element of the tile at a position. */
    int at(Worker worker, int position);

    /** A stretch of a tensor, which moves on with the position. */
    record Stretch(Place tensor) implements Tile {
        @Override
        public int at(Worker worker, int position) {
            return tensor.offset() + position;
        }
    }

    /** A slot of scratch, among the ints or the floats. */
    record Slot(boolean ints, int offset) implements Tile {
        @Override
        public int at(Worker worker, int position) {
            return offset + (ints ? worker.scratchInts() : worker.scratchFloats());
        }
    }
}
