package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Worker;

/** An operation on one to three tiles; operands that it does not have repeat the first. */
record Compute(TileOp op, Tile to, Tile a, Tile b, Tile c) implements Instruction {
    @Override
    public void run(Worker worker, int position, int n) {
        op.run(worker.arena(), n, to.at(worker, position), a.at(worker, position), b.at(worker, position),
                c.at(worker, position));
    }
}
