package org.fascicle.backend.cpu.fusion;

import java.util.Arrays;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/**
 * Brings a tile of a tensor that is repeated along some axes. Neighbouring axes that are repeated alike count as one,
 * so a row under a matrix, a column beside it and a scalar are one or two axes.
 */
final class BroadcastLoad implements Instruction {
    private final Bank bank;
    private final Place source;
    private final Tile to;
    private final int elements;
    /** Innermost axis first. */
    private final int[] extents;
    /** Elements between neighbours in the source, 0 along a repeated axis. */
    private final int[] strides;

    /** A load of a tensor of shape {@code from} as one of shape {@code shape}; the ranks are equal. */
    BroadcastLoad(Bank bank, Place source, Tile to, Shape from, Shape shape) {
        this.bank = bank;
        this.source = source;
        this.to = to;
        this.elements = shape.elements();
        int[] axes = new int[Math.max(1, shape.rank())];
        int[] steps = new int[axes.length];
        int count = 0;
        axes[0] = 1;
        List<Integer> sizes = shape.sizes().reversed();
        int[] own = from.strides();
        for (int i = 0; i < sizes.size(); i++) {
            int axis = shape.rank() - 1 - i;
            int stride = from.size(axis) == 1 ? 0 : own[axis];
            if (sizes.get(i) == 1) {
                continue;
            }
            if (count > 0 && stride == steps[count - 1] * (steps[count - 1] == 0 ? 0 : axes[count - 1])) {
                axes[count - 1] *= sizes.get(i);
            } else {
                axes[count] = sizes.get(i);
                steps[count++] = stride;
            }
        }
        this.extents = Arrays.copyOf(axes, Math.max(1, count));
        this.strides = Arrays.copyOf(steps, Math.max(1, count));
    }

    @Override
    public void run(Worker worker, int position, int n) {
        int begin = source.offset();
        int at = to.at(worker, position);
        int limit = Math.min(n, elements - position);
        int inner = extents[0];
        // a row under a matrix is copied once, then the tile repeats itself
        int distinct = strides.length == 2 && strides[0] != 0 && strides[1] == 0 ? Math.min(limit, inner) : limit;
        int done = 0;
        while (done < distinct) {
            int outer = (position + done) / inner;
            int place = position + done - outer * inner;
            int run = Math.min(inner - place, distinct - done);
            if (strides[0] == 0) {
                fill(worker, at + done, run, begin + offset(outer));
            } else {
                copy(worker, at + done, run, begin + offset(outer) + place);
            }
            done += run;
        }
        while (done < limit) {
            int period = done / inner * inner;
            int run = Math.min(period, limit - done);
            repeat(worker, at + done - period, at + done, run);
            done += run;
        }
    }

    /** Where the innermost axis begins in the source, from its number among all of them. */
    private int offset(int outer) {
        int offset = 0;
        int rest = outer;
        for (int axis = 1; axis < extents.length; axis++) {
            int next = rest / extents[axis];
            offset += (rest - next * extents[axis]) * strides[axis];
            rest = next;
        }
        return offset;
    }

    private void fill(Worker worker, int at, int count, int from) {
        switch (bank) {
            case FLOATS -> Arrays.fill(worker.arena().floats(), at, at + count, worker.arena().floats()[from]);
            case INTS -> Arrays.fill(worker.arena().ints(), at, at + count, worker.arena().ints()[from]);
            case BYTES -> Arrays.fill(worker.arena().floats(), at, at + count, worker.arena().bytes()[from] & 0xff);
        }
    }

    private void copy(Worker worker, int at, int count, int from) {
        switch (bank) {
            case FLOATS -> System.arraycopy(worker.arena().floats(), from, worker.arena().floats(), at, count);
            case INTS -> System.arraycopy(worker.arena().ints(), from, worker.arena().ints(), at, count);
            case BYTES -> MixedTiles.fromBytes(worker.arena(), count, at, from, 0, 0);
        }
    }

    private void repeat(Worker worker, int from, int at, int count) {
        Object tiles = bank == Bank.INTS ? worker.arena().ints() : worker.arena().floats();
        System.arraycopy(tiles, from, tiles, at, count);
    }
}
