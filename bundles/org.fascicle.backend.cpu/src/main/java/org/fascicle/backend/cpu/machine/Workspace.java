package org.fascicle.backend.cpu.machine;

import java.util.ArrayList;
import java.util.List;

/** Memory that one node needs between its kernels; the next node takes the same again. */
public final class Workspace {
    private final Arena arena;
    private final List<Block> blocks = new ArrayList<>();
    private int kept;
    private int taken;
    /** Blocks that nodes of a body have taken so far: each run of the body overwrites them. */
    private int busy;
    private int depth;

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
        if (depth++ == 0) {
            busy = taken;
        }
        return outside;
    }

    /** The body is done with, and all that was taken for it. */
    public void leave(int outside) {
        kept = outside;
        depth--;
    }

    /** So many elements that stay taken until the body is left, which nothing else in it takes. */
    public Place keep(Bank bank, int elements) {
        Block block = blocks.remove(find(bank, elements, busy));
        blocks.add(kept++, block);
        taken++;
        busy++;
        return Place.at(block.offset());
    }

    /** So many elements, of any value: where they begin. */
    public Place take(Bank bank, int elements) {
        Block block = blocks.remove(find(bank, elements, taken));
        blocks.add(taken++, block);
        busy = Math.max(busy, taken);
        return Place.at(block.offset());
    }

    /** The number of a block from one on that is long enough, made where there is none. */
    private int find(Bank bank, int elements, int from) {
        for (int i = from; i < blocks.size(); i++) {
            if (blocks.get(i).bank() == bank && blocks.get(i).length() >= elements) {
                return i;
            }
        }
        blocks.add(arena.allocate(bank, elements, "the workspace of a program"));
        return blocks.size() - 1;
    }
}
