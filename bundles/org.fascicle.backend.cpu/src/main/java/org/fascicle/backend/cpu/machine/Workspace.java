package org.fascicle.backend.cpu.machine;

import java.util.ArrayList;
import java.util.List;

/** Memory that one node needs between its kernels; the next node takes the same again. */
public final class Workspace {
    private final Arena arena;
    private final List<Block> blocks = new ArrayList<>();
    private int taken;

    /** An empty workspace on an arena. */
    public Workspace(Arena arena) {
        this.arena = arena;
    }

    /** Everything taken so far is free again: a new node begins. */
    public void restart() {
        taken = 0;
    }

    /** So many elements, of any value: where they begin. */
    public int take(Bank bank, int elements) {
        for (int i = taken; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.bank() == bank && block.length() >= elements) {
                blocks.set(i, blocks.get(taken));
                blocks.set(taken++, block);
                return block.offset();
            }
        }
        Block block = arena.allocate(bank, elements, "the workspace of a program");
        blocks.add(taken++, block);
        return block.offset();
    }
}
