package org.fascicle.graph;

import java.nio.charset.StandardCharsets;

/**
 * A sequence of random numbers on the host, for initial weights, shuffles and drawn data. Its key is a seed and a
 * name, such as the path of a parameter: what is drawn for one name does not depend on what else was drawn. A sequence
 * is either forked or drawn from, not both: fork number n and draw number n come from the same block.
 */
public final class ThreefryRandom {
    private final int key0;
    private final int key1;
    private long counter;
    private double spare = Double.NaN;

    private ThreefryRandom(long key) {
        this.key0 = (int) key;
        this.key1 = (int) (key >>> 32);
    }

    /** The sequence of a seed and a name. */
    public static ThreefryRandom of(long seed, String name) {
        return new ThreefryRandom(seed).fork(hash(name));
    }

    /** A sequence of its own for each number. */
    public ThreefryRandom fork(long number) {
        return new ThreefryRandom(Threefry.block(key0, key1, (int) number, (int) (number >>> 32)));
    }

    /** 64-bit FNV-1a of the UTF-8 bytes: how names become keys. */
    public static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** 64 random bits. */
    public long bits() {
        long block = Threefry.block(key0, key1, (int) counter, (int) (counter >>> 32));
        counter++;
        return block;
    }

    /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform on [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Standard normal, by Box and Muller (1958), in strict arithmetic. */
    public double normal() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        double angle = 2 * StrictMath.PI * uniform();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    /** Uniform on 0 to bound - 1. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(bits(), bound);
    }

    /** The numbers 0 to size - 1 in random order (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
