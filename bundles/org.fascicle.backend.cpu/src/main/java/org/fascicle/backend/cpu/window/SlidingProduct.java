package org.fascicle.backend.cpu.window;

import java.util.Arrays;
import java.util.List;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Strips;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.product.Strides;
import org.fascicle.backend.cpu.product.Tiles;

/**
 * A convolution or its data gradient, straight from the source: a row of results is the sum over taps of products of
 * overlapping stretches of a row with a slab of the weight. Each element is one chain over runs of the window, taps and
 * what a run holds.
 */
final class SlidingProduct implements Strips {
    /** Places of a row in one part: few enough that they and their results stay in the first level of cache. */
    private static final int BLOCK = 64;
    /**
     * Rows of results in one part at most: the more, the less often a row of the source is laid out with its padding.
     */
    private static final int ROWS = 8;
    /** Elements of the source in one part, roughly. */
    private static final int FRAME = 8192;
    /** Parts that are enough for all threads. */
    private static final int ENOUGH = 64;

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

    private final Tiles tiles;
    private final int images;
    private final Rows source;
    private final Rows result;
    private final Weight weight;
    private final int[] rowOf;
    private final int taps;
    private final int groups;
    private final int columns;
    private final Phase[] phases;
    private final Strides[] strides;
    private final int blocks;
    private final int height;
    private final int rowBlocks;

    /**
     * A kernel.
     *
     * @param rowOf for each row of results and each tap the row of the source, or {@link Geometry#NONE}
     */
    SlidingProduct(Tiles tiles, int images, Rows source, Weight weight, Rows result, int[] rowOf, int taps,
            int groups, List<Phase> phases) {
        this.tiles = tiles;
        this.images = images;
        this.source = source;
        this.weight = weight;
        this.result = result;
        this.rowOf = rowOf;
        this.taps = taps;
        this.groups = groups;
        this.columns = result.channels() / groups;
        this.phases = phases.toArray(Phase[]::new);
        this.strides = phases.stream().map(this::strides).toArray(Strides[]::new);
        int longest = phases.stream().mapToInt(Phase::count).max().orElse(0);
        this.blocks = Math.ceilDiv(longest, BLOCK);
        int fitting = FRAME / Math.max(1, Math.min(BLOCK, source.width()) * source.channels());
        int sharing = images * result.rows() * blocks / ENOUGH;
        this.height = Math.clamp(Math.min(fitting, sharing), 1, ROWS);
        this.rowBlocks = Math.ceilDiv(result.rows(), height);
    }

    /** Where a place meets few neighbours, all in one run, each of them is a shift. */
    private Strides strides(Phase phase) {
        int channels = source.channels() / groups;
        int elements = phase.runs().length == 1 && channels > 0 ? phase.runs()[0].length() / channels : 0;
        int shifts = phase.sourceStep() == 1 && elements > 0 && elements <= Tiles.SHIFTS
                && columns <= Tiles.SHIFTED_COLUMNS ? elements : 1;
        return new Strides(phase.sourceStep() * source.channels(), 1, weight.row(), phase.step() * result.channels(),
                shifts, channels * weight.row());
    }

    @Override
    public int extent() {
        return columns == 0 ? 0 : images * rowBlocks * blocks;
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
        int rows = 0;
        for (int first = 0; first < result.rows(); first += height) {
            int limit = Math.min(result.rows(), first + height);
            rows = Math.max(rows, Sequence.highest(rowOf, first * taps, limit * taps)
                    - Sequence.lowest(rowOf, first * taps, limit * taps) + 1);
        }
        int pitch = 0;
        for (int block = 0; block < blocks; block++) {
            int first = block * BLOCK;
            pitch = Math.max(pitch, source.pitch(firstPlace(first), limitOfPlaces(first)));
        }
        return rows * pitch;
    }

    /** The first place of a row of the source that a block of places meets, in any phase. */
    private int firstPlace(int first) {
        int place = Integer.MAX_VALUE;
        for (Phase phase : phases) {
            if (phase.count() > first && phase.runs().length > 0) {
                place = Math.min(place, first * phase.sourceStep() + phase.lowest());
            }
        }
        return place;
    }

    private int limitOfPlaces(int first) {
        int limit = Integer.MIN_VALUE;
        for (Phase phase : phases) {
            if (phase.count() > first && phase.runs().length > 0) {
                int last = Math.min(first + BLOCK, phase.count()) - 1;
                limit = Math.max(limit, last * phase.sourceStep() + phase.highest() + 1);
            }
        }
        return limit;
    }

    @Override
    public int strips() {
        return columns == 0 ? 0 : images * rowBlocks;
    }

    @Override
    public int limit(int strip) {
        int rows = strip / rowBlocks * result.rows() + Math.min(result.rows(), (strip % rowBlocks + 1) * height);
        return rows * result.width() * result.channels();
    }

    @Override
    public void strip(Worker worker, int strip) {
        run(worker, strip * blocks, (strip + 1) * blocks);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int part = from; part < to; part++) {
            int image = part / (rowBlocks * blocks);
            int row = part / blocks % rowBlocks * height;
            part(worker, image, row, Math.min(result.rows(), row + height), part % blocks * BLOCK);
        }
    }

    private void part(Worker worker, int image, int row, int rowLimit, int first) {
        float[] f = worker.arena().floats();
        int place = firstPlace(first);
        int limit = limitOfPlaces(first);
        int pitch = limit < place ? 0 : source.pitch(place, limit);
        int frame = limit < place ? 0 : source.frame(f, image, Sequence.lowest(rowOf, row * taps, rowLimit * taps),
                Sequence.highest(rowOf, row * taps, rowLimit * taps), place, limit, worker.scratchFloats());
        for (int i = 0; i < phases.length; i++) {
            Phase phase = phases[i];
            int count = Math.min(BLOCK, phase.count() - first);
            int a = frame + first * phase.sourceStep() * source.channels();
            int c = (phase.first() + first * phase.step()) * result.channels();
            for (int y = row; y < rowLimit && count > 0; y++) {
                row(f, phase, strides[i], y, a, pitch, result.at(image, y) + c, count);
            }
        }
    }

    /** The places of one row of results; those that meet nothing are zeros. */
    private void row(float[] f, Phase phase, Strides strides, int row, int a, int pitch, int c, int count) {
        boolean met = false;
        for (Run run : phase.runs()) {
            int tap = 0;
            while (tap < taps) {
                int taken = Sequence.length(rowOf, row * taps + tap, 1, taps - tap);
                if (rowOf[row * taps + tap] != Geometry.NONE) {
                    taps(f, strides, run, tap, taken, a + rowOf[row * taps + tap] * pitch,
                            Sequence.step(rowOf, row * taps + tap, 1, taken) * pitch, c, count, met);
                    met = true;
                }
                tap += taken;
            }
        }
        for (int i = 0; !met && i < count; i++) {
            Arrays.fill(f, c + i * strides.rowC(), c + i * strides.rowC() + result.channels(), 0);
        }
    }

    private void taps(float[] f, Strides strides, Run run, int tap, int segments, int a, int segmentA, int c, int count,
            boolean onto) {
        for (int group = 0; group < groups; group++) {
            tiles.run(strides, count, columns, run.length() / strides.shifts(), segments, segmentA, weight.tap(), f,
                    a + group * (source.channels() / groups) + run.element(),
                    weight.place().offset() + tap * weight.tap() + group * weight.group() + run.weight() * weight.row(),
                    c + group * columns, onto);
        }
    }
}
