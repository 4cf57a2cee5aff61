package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.product.Tiles;

/**
 * A convolution or its data gradient, straight from the source: a row of results is the sum over taps of products of
 * overlapping stretches of a row with a slab of the weight. Each element is one chain over taps, elements of the window
 * and channels.
 */
final class SlidingProduct implements Kernel {
    /** Places of a row in one part: few enough that they and their results stay in the first level of cache. */
    private static final int BLOCK = 64;

    /**
     * The weight as {@code [taps, rows, columns]}, all groups side by side.
     *
     * @param place where it begins
     * @param tap elements between two taps
     * @param row elements between two rows
     * @param group elements between the first of two groups
     */
    record Weight(Place place, int tap, int row, int group) {
    }

    private final int images;
    private final Rows source;
    private final Rows result;
    private final Weight weight;
    private final int[] rowOf;
    private final int taps;
    private final int groups;
    private final int columns;
    private final Phase[] phases;
    private final int blocks;
    private final boolean direct;
    /** Elements between two places of results while they are summed. */
    private final int sums;

    /**
     * A kernel.
     *
     * @param rowOf for each row of results and each tap the row of the source, or {@link Geometry#NONE}
     */
    SlidingProduct(int images, Rows source, Weight weight, Rows result, int[] rowOf, int taps, int groups,
            List<Phase> phases) {
        this.images = images;
        this.source = source;
        this.weight = weight;
        this.result = result;
        this.rowOf = rowOf;
        this.taps = taps;
        this.groups = groups;
        this.columns = result.channels() / groups;
        this.phases = phases.toArray(Phase[]::new);
        this.blocks = Math.ceilDiv(longest(), BLOCK);
        this.direct = columns % WIDTH == 0;
        this.sums = groups * Lanes.padded(columns);
    }

    private int longest() {
        return Arrays.stream(phases).mapToInt(Phase::count).max().orElse(0);
    }

    @Override
    public int extent() {
        return columns == 0 ? 0 : images * result.rows() * blocks;
    }

    @Override
    public long nanoseconds() {
        long terms = 0;
        for (Phase phase : phases) {
            for (Run run : phase.runs()) {
                terms += (long) phase.count() * run.length();
            }
        }
        return Tiles.nanoseconds(terms * images * result.rows() * taps * result.channels());
    }

    @Override
    public int scratchFloats() {
        return stretch() + (direct ? 0 : BLOCK * sums);
    }

    /** Elements of the longest stretch of the source for one block. */
    private int stretch() {
        int longest = 0;
        for (Phase phase : phases) {
            if (phase.runs().length > 0) {
                int steps = (Math.min(BLOCK, phase.count()) - 1) * phase.sourceStep();
                longest = Math.max(longest, (steps + phase.highest() - phase.lowest() + 1) * source.channels());
            }
        }
        return Lanes.padded(longest);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int part = from; part < to; part++) {
            int row = part / blocks;
            for (Phase phase : phases) {
                int first = part % blocks * BLOCK;
                int count = Math.min(BLOCK, phase.count() - first);
                if (count > 0) {
                    block(worker, phase, row / result.rows(), row % result.rows(), first, count);
                }
            }
        }
    }

    private void block(Worker worker, Phase phase, int image, int row, int first, int count) {
        float[] f = worker.arena().floats();
        int home = result.at(image, row) + (phase.first() + first * phase.step()) * result.channels();
        int step = phase.step() * result.channels();
        int c = direct ? home : worker.scratchFloats() + stretch();
        boolean onto = false;
        for (int tap = 0; tap < taps; tap++) {
            int from = rowOf[row * taps + tap];
            if (from != Geometry.NONE && phase.runs().length > 0) {
                int lowest = first * phase.sourceStep() + phase.lowest();
                int limit = (first + count - 1) * phase.sourceStep() + phase.highest() + 1;
                int stretch = source.stretch(f, source.at(image, from), lowest, limit, worker.scratchFloats());
                tap(f, phase, stretch - phase.lowest() * source.channels(),
                        weight.place().offset() + tap * weight.tap(), c, direct ? step : sums, count, onto);
                onto = true;
            }
        }
        finish(f, c, home, step, count, onto);
    }

    private void tap(float[] f, Phase phase, int a, int b, int c, int rowC, int count, boolean onto) {
        int rowA = phase.sourceStep() * source.channels();
        for (int group = 0; group < groups; group++) {
            boolean further = onto;
            int to = c + group * (direct ? columns : sums / groups);
            for (Run run : phase.runs()) {
                int element = a + group * (source.channels() / groups) + run.element();
                int slab = b + group * weight.group() + run.weight() * weight.row();
                for (int j = 0, width; j < columns; j += width) {
                    width = Tiles.columns(columns - j);
                    Tiles.column(width, count, f, element, rowA, 1, slab + j, weight.row(), to + j, rowC,
                            run.length(), further);
                }
                further = true;
            }
        }
    }

    /** Brings sums home that were made in scratch; where nothing was met there are zeros. */
    private void finish(float[] f, int c, int home, int step, int count, boolean met) {
        for (int i = 0; !met && i < count; i++) {
            Arrays.fill(f, home + i * step, home + i * step + result.channels(), 0);
        }
        for (int i = 0; met && !direct && i < count; i++) {
            for (int group = 0; group < groups; group++) {
                int from = c + i * sums + group * (sums / groups);
                System.arraycopy(f, from, f, home + i * step + group * columns, columns);
            }
        }
    }
}
