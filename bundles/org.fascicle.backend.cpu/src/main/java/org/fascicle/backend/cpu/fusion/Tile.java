package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Worker;

/**
 * Where the tile of a value lies.
 *
 * @param inMemory whether it is a stretch of a tensor that moves on with the position, or a slot of scratch
 * @param ints whether it lies among the ints; floats otherwise
 * @param offset first element of the tensor, or of the slot in the scratch
 */
record Tile(boolean inMemory, boolean ints, int offset) {
    /** Elements in a tile: enough that an instruction outweighs its call, and few enough that ten tiles stay close. */
    static final int LENGTH = 1024;

    /** First element of the tile at a position. */
    int at(Worker worker, int position) {
        return offset + (inMemory ? position : ints ? worker.scratchInts() : worker.scratchFloats());
    }
}
