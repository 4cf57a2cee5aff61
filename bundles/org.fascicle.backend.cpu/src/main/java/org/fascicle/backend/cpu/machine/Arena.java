package org.fascicle.backend.cpu.machine;

import java.util.Arrays;
import java.util.stream.Stream;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.MemoryUse;

/**
 * The memory of a session: one array for each kind of element, which holds every buffer, intermediate and scratch of
 * that kind. Kernels see the one array and offsets, so there is one shape of code to compile for all of them.
 *
 * <p>Arrays grow by copying; offsets stay. Behind the last block lies a guard, so that a vector may be read at any
 * element that exists.
 */
public final class Arena {
    private static final int GUARD = 8 * Lanes.BLOCK;
    private static final int MOST = Integer.MAX_VALUE - 8;
    /**
     * Bytes before the first block. Elements begin 16 bytes behind their array: where an array begins with a cache
     * line, so does every block.
     */
    private static final int LEAD = CacheLines.LINE - 16;
    /** Copies that are made to get floats to lie well: what a collector moves often stays where it is. */
    private static final int MOVES = 4;
    /** Of the heap, the most that is copied for that: the old array is there until the collector takes it. */
    private static final int SHARE = 4;

    private final long limit;
    private final CacheLines lines = new CacheLines();
    private final Space[] spaces = Stream.of(Bank.values()).map(bank -> new Space(LEAD / bank.bytes()))
            .toArray(Space[]::new);
    private float[] floats = new float[GUARD];
    private int[] ints = new int[GUARD];
    private byte[] bytes = new byte[GUARD];
    private long inUse;
    private long peak;
    private int moves;

    /** An empty arena that holds at most so many bytes. */
    public Arena(long limit) {
        this.limit = limit;
    }

    public float[] floats() {
        return floats;
    }

    public int[] ints() {
        return ints;
    }

    public byte[] bytes() {
        return bytes;
    }

    /**
     * A block of zeros.
     *
     * @param what who asks, for the message
     * @throws MemoryException beyond the limit, or when the heap of this process is exhausted
     */
    public Block allocate(Bank bank, int elements, String what) {
        long length = Math.max(1, (elements + Lanes.BLOCK - 1L) / Lanes.BLOCK) * Lanes.BLOCK;
        long asked = length * bank.bytes();
        Space space = spaces[bank.ordinal()];
        if (asked > limit - inUse || length > MOST - GUARD - space.end()) {
            throw new MemoryException(what, asked, inUse, limit);
        }
        Block block = new Block(bank, space.allocate((int) length), (int) length);
        try {
            reach(bank, space.end() + GUARD);
        } catch (OutOfMemoryError _) {
            space.free(block.offset(), block.length());
            throw new MemoryException(what, asked, inUse, Math.min(limit, Runtime.getRuntime().maxMemory()));
        }
        clear(block);
        inUse += asked;
        peak = Math.max(peak, inUse);
        return block;
    }

    /** Sees to it that blocks of floats begin with cache lines, if they are many but not too many to be copied. */
    public void align() {
        long bytes = (long) floats.length * Float.BYTES;
        if (moves < MOVES && bytes <= Runtime.getRuntime().maxMemory() / SHARE && !CacheLines.begin(floats, LEAD)) {
            moves++;
            try {
                floats = lines.moved(floats, LEAD);
            } catch (OutOfMemoryError _) {
                moves = MOVES;
            }
        }
    }

    /** Gives a block back. */
    public void free(Block block) {
        spaces[block.bank().ordinal()].free(block.offset(), block.length());
        inUse -= block.bytes();
    }

    /** Drops all memory; nothing can be asked for afterwards. */
    public void clear() {
        floats = new float[0];
        ints = new int[0];
        bytes = new byte[0];
        inUse = 0;
    }

    /** Bytes in blocks, and the most that were. */
    public MemoryUse use() {
        return new MemoryUse(inUse, peak);
    }

    private void reach(Bank bank, int length) {
        try {
            extend(bank, length, grown(bank, length));
        } catch (OutOfMemoryError _) {
            // without room to spare it may still fit
            extend(bank, length, whole(bank, length));
        }
    }

    private void extend(Bank bank, int needed, int length) {
        switch (bank) {
            case FLOATS -> floats = needed <= floats.length ? floats : Arrays.copyOf(floats, length);
            case INTS -> ints = needed <= ints.length ? ints : Arrays.copyOf(ints, length);
            case BYTES -> bytes = needed <= bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }

    /** Half as much again as is asked, within the limit: many small buffers then do not copy each other often. */
    private int grown(Bank bank, int length) {
        long spare = Math.min(length / 2, Math.max(0, limit - inUse) / bank.bytes());
        return whole(bank, length + spare);
    }

    private static int whole(Bank bank, long length) {
        return (int) Math.min(MOST, CacheLines.whole(length, bank.bytes()));
    }

    private void clear(Block block) {
        int end = block.offset() + block.length();
        switch (block.bank()) {
            case FLOATS -> Arrays.fill(floats, block.offset(), end, 0);
            case INTS -> Arrays.fill(ints, block.offset(), end, 0);
            case BYTES -> Arrays.fill(bytes, block.offset(), end, (byte) 0);
        }
    }
}
