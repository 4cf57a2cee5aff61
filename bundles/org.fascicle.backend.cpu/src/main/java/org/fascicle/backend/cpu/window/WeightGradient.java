package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.product.Tiles;

/**
 * The derivative of a convolution by its weight, as {@code [pieces, taps·size·channels, groups·columns]}: sums over
 * positions of products of what the window sees with dy. The positions are cut into pieces, as many as their extents
 * say, so that a small weight keeps several threads busy; each element of a piece is one chain over its positions.
 */
final class WeightGradient implements Kernel {
    /** Positions in one go: few enough that they stay in the cache while all rows of the weight meet them. */
    private static final int BLOCK = 128;
    /** Rows of the weight that are enough for all threads. */
    private static final int ENOUGH = 1024;
    private static final int MOST_PIECES = 16;

    /**
     * Neighbouring rows of the weight.
     *
     * @param tap their tap
     * @param element what the first of them meets, counted from place 0 of the row for position 0
     * @param row the first of them, counted from the first of all
     * @param count how many, at most {@link Tiles#ROWS}
     * @param group their group
     */
    private record Strip(int tap, int element, int row, int count, int group) {
    }

    private final Geometry geometry;
    private final Rows x;
    private final Rows dy;
    private final Place result;
    private final int groups;
    private final int columns;
    private final Strip[] strips;
    private final int weightRows;
    private final int pieces;
    private final int blocks;

    WeightGradient(Geometry geometry, Rows x, Rows dy, Place result, int groups) {
        this.geometry = geometry;
        this.x = x;
        this.dy = dy;
        this.result = result;
        this.groups = groups;
        this.columns = dy.channels() / groups;
        this.weightRows = weightRows(geometry, x, groups);
        this.pieces = pieces(geometry, x, groups);
        this.blocks = Math.ceilDiv(geometry.positions(), BLOCK);
        this.strips = strips();
    }

    private static int weightRows(Geometry geometry, Rows x, int groups) {
        return geometry.taps() * geometry.size() * (x.channels() / groups);
    }

    /** How many pieces there are. */
    static int pieces(Geometry geometry, Rows x, int groups) {
        int wanted = Math.ceilDiv(ENOUGH, Math.max(1, weightRows(geometry, x, groups)));
        int most = Math.min(MOST_PIECES, geometry.images() * geometry.positionRows());
        return Math.max(1, Math.min(wanted, most));
    }

    /** Columns of a group as they are stored in a piece. */
    static int storedColumns(int columns) {
        return columns % WIDTH == 0 ? columns : Lanes.padded(columns);
    }

    private Strip[] strips() {
        List<Strip> all = new ArrayList<>();
        int channels = x.channels() / groups;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            for (int group = 0; group < groups; group++) {
                for (Run run : Run.of(geometry, x.channels(), channels)) {
                    for (int i = 0; i < run.length(); i += Tiles.ROWS) {
                        all.add(new Strip(tap, run.element() + group * channels + i,
                                tap * geometry.size() * channels + run.weight() + i,
                                Math.min(Tiles.ROWS, run.length() - i), group));
                    }
                }
            }
        }
        return all.toArray(Strip[]::new);
    }

    @Override
    public int extent() {
        return columns == 0 ? 0 : pieces * strips.length;
    }

    @Override
    public long nanoseconds() {
        return Tiles.nanoseconds((long) geometry.images() * geometry.positionRows() * geometry.positions() * weightRows
                * dy.channels());
    }

    @Override
    public int scratchFloats() {
        return places(Math.min(BLOCK, geometry.positions())) * x.channels();
    }

    /** Places of x that so many positions see. */
    private int places(int positions) {
        return (positions - 1) * geometry.stride() + (geometry.size() - 1) * geometry.dilation() + 1;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int piece = from / strips.length; piece * strips.length < to; piece++) {
            int first = Math.max(0, from - piece * strips.length);
            int limit = Math.min(strips.length, to - piece * strips.length);
            piece(worker, piece, first, limit);
        }
    }

    private void piece(Worker worker, int piece, int first, int limit) {
        float[] f = worker.arena().floats();
        int stored = storedColumns(columns);
        int rowC = groups * stored;
        int c = result.offset() + piece * weightRows * rowC;
        for (int i = first; i < limit; i++) {
            Strip strip = strips[i];
            for (int row = strip.row; row < strip.row + strip.count; row++) {
                int begin = c + row * rowC + strip.group * stored;
                Arrays.fill(f, begin, begin + stored, 0);
            }
        }
        long rows = (long) geometry.images() * geometry.positionRows();
        int rowLimit = (int) (rows * (piece + 1) / pieces);
        for (int row = (int) (rows * piece / pieces); row < rowLimit; row++) {
            for (int block = 0; block < blocks; block++) {
                int position = block * BLOCK;
                int count = Math.min(BLOCK, geometry.positions() - position);
                positions(worker, f, row, position, count, c, rowC, first, limit);
            }
        }
    }

    private void positions(Worker worker, float[] f, int row, int position, int count, int c, int rowC, int first,
            int limit) {
        int image = row / geometry.positionRows();
        int positionRow = row % geometry.positionRows();
        int b = dy.at(image, positionRow) + position * dy.channels();
        int place = position * geometry.stride() - geometry.low();
        int tap = -1;
        int from = Geometry.NONE;
        int a = 0;
        for (int i = first; i < limit; i++) {
            Strip strip = strips[i];
            if (strip.tap != tap) {
                tap = strip.tap;
                from = geometry.rowOf()[positionRow * geometry.taps() + tap];
                a = from == Geometry.NONE ? 0
                        : x.stretch(f, x.at(image, from), place, place + places(count), worker.scratchFloats())
                                + geometry.low() * x.channels();
            }
            if (from != Geometry.NONE) {
                int to = c + strip.row * rowC + strip.group * storedColumns(columns);
                for (int j = 0, width; j < columns; j += width) {
                    width = Tiles.columns(columns - j);
                    Tiles.column(width, strip.count, f, a + strip.element, 1, geometry.stride() * x.channels(),
                            b + strip.group * columns + j, dy.channels(), to + j, rowC, count, true);
                }
            }
        }
    }
}
