package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Worker;

/** One step of what is done to a tile. */
interface Instruction {
    /**
     * Does it.
     *
     * @param position first element of the tile in the tensors
     * @param n elements of the tile, a multiple of a vector; those behind the end of a tensor are its padding
     */
    void run(Worker worker, int position, int n);
}
