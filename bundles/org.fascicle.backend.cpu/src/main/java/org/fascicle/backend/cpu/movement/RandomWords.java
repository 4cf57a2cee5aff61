package org.fascicle.backend.cpu.movement;

import static org.fascicle.backend.cpu.machine.Lanes.INTS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Optional;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Threefry;

/**
 * Random bits: the words of {@link Threefry} for blocks 0, 1, 2, …, a vector of blocks at a time; the same bits as its.
 *
 * @param key where the two words of the key lie among the ints
 * @param counter where the counter lies
 * @param first where the number of the first word lies, if it is not 0
 */
public record RandomWords(Place key, Place counter, Optional<Place> first, Place destination, int elements)
        implements Kernel {
    private static final int PART = 1024;
    private static final int PARITY = 0x1BD11BDA;
    private static final VectorShuffle<Integer> LOW = VectorShuffle.makeZip(INTS, 0);
    private static final VectorShuffle<Integer> HIGH = VectorShuffle.makeZip(INTS, 1);

    @Override
    public int extent() {
        return Math.ceilDiv(elements, PART);
    }

    @Override
    public long nanoseconds() {
        return elements;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int[] x = worker.arena().ints();
        int key0 = x[key.offset()];
        int key1 = x[key.offset() + 1];
        int count = x[counter.offset()];
        int begin = first.isPresent() ? x[first.get().offset()] : 0;
        int into = destination.offset() - begin;
        int word = begin + from * PART;
        int limit = begin + Math.min(elements, to * PART);
        if (word % 2 != 0 && word < limit) {
            x[into + word] = word(key0, key1, word, count);
            word++;
        }
        for (; word + 2 * WIDTH <= limit; word += 2 * WIDTH) {
            blocks(x, word / 2, key0, key1, count, into + word);
        }
        for (; word < limit; word++) {
            x[into + word] = word(key0, key1, word, count);
        }
    }

    private static int word(int key0, int key1, int number, int counter) {
        long block = Threefry.block(key0, key1, number / 2, counter);
        return (int) (number % 2 == 0 ? block : block >>> Integer.SIZE);
    }

    private static void blocks(int[] into, int first, int key0, int key1, int counter, int at) {
        int key2 = PARITY ^ key0 ^ key1;
        IntVector x = IntVector.broadcast(INTS, first + key0).addIndex(1);
        IntVector y = IntVector.broadcast(INTS, counter + key1);
        for (int group = 0; group < 5; group++) {
            boolean even = (group & 1) == 0;
            x = x.add(y);
            y = y.lanewise(VectorOperators.ROL, even ? 13 : 17).lanewise(VectorOperators.XOR, x);
            x = x.add(y);
            y = y.lanewise(VectorOperators.ROL, even ? 15 : 29).lanewise(VectorOperators.XOR, x);
            x = x.add(y);
            y = y.lanewise(VectorOperators.ROL, even ? 26 : 16).lanewise(VectorOperators.XOR, x);
            x = x.add(y);
            y = y.lanewise(VectorOperators.ROL, even ? 6 : 24).lanewise(VectorOperators.XOR, x);
            x = x.add(group % 3 == 0 ? key1 : group % 3 == 1 ? key2 : key0);
            y = y.add(group + 1 + (group % 3 == 0 ? key2 : group % 3 == 1 ? key0 : key1));
        }
        x.rearrange(LOW, y).intoArray(into, at);
        x.rearrange(HIGH, y).intoArray(into, at + WIDTH);
    }
}
