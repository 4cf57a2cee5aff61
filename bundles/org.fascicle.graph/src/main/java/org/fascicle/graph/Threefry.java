package org.fascicle.graph;

/**
 * The counter-based generator behind every random number: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw:
 * Parallel random numbers: as easy as 1, 2, 3; 2011). A block depends on nothing but its key and its counter, so
 * every backend, thread and resumed run draws the same bits.
 */
public final class Threefry {
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {
    }

    /**
     * One block of 64 bits.
     *
     * @return the first word in the low half, the second in the high half
     */
    public static long block(int key0, int key1, int counter0, int counter1) {
        int key2 = PARITY ^ key0 ^ key1;
        int x = counter0 + key0;
        int y = counter1 + key1;
        for (int group = 0; group < 5; group++) {
            boolean even = (group & 1) == 0;
            x += y;
            y = Integer.rotateLeft(y, even ? 13 : 17) ^ x;
            x += y;
            y = Integer.rotateLeft(y, even ? 15 : 29) ^ x;
            x += y;
            y = Integer.rotateLeft(y, even ? 26 : 16) ^ x;
            x += y;
            y = Integer.rotateLeft(y, even ? 6 : 24) ^ x;
            x += switch (group % 3) {
                case 0 -> key1;
                case 1 -> key2;
                default -> key0;
            };
            y += group + 1 + switch (group % 3) {
                case 0 -> key2;
                case 1 -> key0;
                default -> key1;
            };
        }
        return (x & 0xffffffffL) | (long) y << 32;
    }
}
