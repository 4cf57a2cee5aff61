package org.fascicle.backend.cpu.machine;

import java.util.ArrayList;
import java.util.List;

/** Memory that one node needs between its kernels; the next node takes the same again. */
public final class Workspace {
    private final Arena arena;
    private final List<Block> blocks = new ArrayList<>();
    private int kept;
    private int taken;

    /** An empty workspace on an arena. */
    public Workspace(Arena arena) {
        this.arena = arena;
    }

    /** What the node before has taken is free again: a new node begins. */
    public void restart() {
        taken = kept;
    }

    /** The nodes from now on are those of a body: what the node around it has taken stays. Gives what to leave with. */
    public int enter() {
        int outside = kept;
        kept = taken;
        return outside;
    }

    /** The body is done with, and all that was taken for it. */
    public void leave(int outside) {
        kept = outside;
    }

    /** So many elements that stay taken until the body is left. */
    public Place keep(Bank bank, int elements) {
        Place place = take(bank, elements);
        kept = taken;
        return place;
    }

    /** So many elements, of any value: where they begin. */
    public Place take(Bank bank, int elements) {
        for (int i = taken; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.bank() == bank && block.length() >= elements) {
                blocks.set(i, blocks.get(taken));
                blocks.set(taken++, block);
                return Place.at(block.offset());
            }
        }
        Block block = arena.allocate(bank, elements, "the workspace of a program");
        blocks.add(taken++, block);
        return Place.at(block.offset());
    }
}
