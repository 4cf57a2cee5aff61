package org.fascicle.backend.cpu.fusion;

import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Worker;

/** Instructions that each tile of a shape goes through, and a prologue for what is the same in all tiles. */
final class FusedKernel implements Kernel {
    private final int elements;
    private final Instruction[] prologue;
    private final Instruction[] body;
    private final int floatSlots;
    private final int intSlots;
    private final long picoseconds;

    FusedKernel(int elements, List<Instruction> prologue, List<Instruction> body, int floatSlots, int intSlots,
            long picoseconds) {
        this.elements = elements;
        this.prologue = prologue.toArray(Instruction[]::new);
        this.body = body.toArray(Instruction[]::new);
        this.floatSlots = floatSlots;
        this.intSlots = intSlots;
        this.picoseconds = picoseconds;
    }

    @Override
    public int extent() {
        return Math.ceilDiv(elements, Tile.LENGTH);
    }

    @Override
    public long nanoseconds() {
        return elements * picoseconds / 1000;
    }

    @Override
    public int scratchFloats() {
        return floatSlots * Tile.LENGTH;
    }

    @Override
    public int scratchInts() {
        return intSlots * Tile.LENGTH;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int most = Math.min(Tile.LENGTH, Lanes.padded(elements));
        for (Instruction instruction : prologue) {
            instruction.run(worker, 0, most);
        }
        for (int tile = from; tile < to; tile++) {
            int position = tile * Tile.LENGTH;
            int n = Math.min(Tile.LENGTH, Lanes.padded(elements - position));
            for (Instruction instruction : body) {
                instruction.run(worker, position, n);
            }
        }
    }
}
