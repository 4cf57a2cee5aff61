package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.product.Strides;
import org.fascicle.backend.cpu.product.Tiles;

/**
 * The derivative of a convolution by its weight: sums over positions of products of what the window sees with dy. Where
 * dy has few channels the result is made with rows and columns exchanged, because then what the window sees makes wider
 * tiles. The positions are cut into pieces, as many as their extents say, so that a small weight keeps several threads
 * busy; each element of a piece is one chain over its positions.
 */
final class WeightGradient implements Kernel {
    /** Positions in one go along a row. */
    private static final int BLOCK = 128;
    /** Elements of x and dy in one go, roughly: they stay in the cache while all rows of the weight meet them. */
    private static final int FRAME = 8192;
    /** Rows of the weight that are enough for all threads. */
    private static final int ENOUGH = 1024;
    private static final int MOST_PIECES = 16;
    /** Rows of the weight that one thread does in one go at most. */
    private static final int STRIP = 48;

    /**
     * Neighbouring rows of the weight.
     *
     * @param tap their tap
     * @param element what the first of them meets, counted from place 0 of the row for position 0
     * @param row the first of them, counted from the first of all
     * @param count how many
     * @param group their group
     */
    private record Strip(int tap, int element, int row, int count, int group) {
    }

    private final Tiles tiles;
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
    private final int height;
    private final boolean turned;
    private final Strides strides;

    /**
     * A kernel.
     *
     * @param result {@code [pieces, taps·size·channels, groups·columns]}, or with the last two exchanged
     */
    WeightGradient(Tiles tiles, Geometry geometry, Rows x, Rows dy, Place result, int groups) {
        this.tiles = tiles;
        this.geometry = geometry;
        this.x = x;
        this.dy = dy;
        this.result = result;
        this.groups = groups;
        this.columns = dy.channels() / groups;
        this.weightRows = weightRows(geometry, x, groups);
        this.pieces = pieces(geometry, x, groups);
        this.blocks = Math.ceilDiv(geometry.positions(), BLOCK);
        this.turned = isTurned(geometry, x, dy, groups);
        int step = geometry.stride() * x.channels();
        this.strides = turned ? new Strides(1, dy.channels(), step, weightRows)
                : new Strides(1, step, dy.channels(), dy.channels());
        int row = places(Math.min(BLOCK, geometry.positions())) * x.channels()
                + Math.min(BLOCK, geometry.positions()) * dy.channels();
        this.height = Math.clamp(FRAME / Math.max(1, row), 1, Math.max(1, geometry.positionRows()));
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

    /** Whether rows and columns of the result are exchanged. */
    static boolean isTurned(Geometry geometry, Rows x, Rows dy, int groups) {
        int channels = x.channels() / groups;
        int run = geometry.dilation() == 1 ? geometry.size() * channels : channels;
        return dy.channels() / groups <= WIDTH && run > WIDTH;
    }

    private Strip[] strips() {
        List<Strip> all = new ArrayList<>();
        int channels = x.channels() / groups;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            for (int group = 0; group < groups; group++) {
                for (Run run : Run.of(geometry, x.channels(), channels)) {
                    for (int i = 0; i < run.length(); i += STRIP) {
                        all.add(new Strip(tap, run.element() + group * channels + i,
                                tap * geometry.size() * channels + run.weight() + i,
                                Math.min(STRIP, run.length() - i), group));
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
        int rows = 0;
        for (int row = 0; row < geometry.positionRows(); row++) {
            int limit = Math.min(geometry.positionRows(), row + height);
            rows = Math.max(rows, geometry.highest(row, limit) - geometry.lowest(row, limit) + 1);
        }
        return rows * places(Math.min(BLOCK, geometry.positions())) * x.channels();
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
        int c = result.offset() + piece * weightRows * dy.channels();
        for (int i = first; i < limit; i++) {
            clear(f, strips[i], c);
        }
        long rows = (long) geometry.images() * geometry.positionRows();
        int rowLimit = (int) (rows * (piece + 1) / pieces);
        int row = (int) (rows * piece / pieces);
        while (row < rowLimit) {
            int image = row / geometry.positionRows();
            int begin = row % geometry.positionRows();
            int end = Math.min(Math.min(begin + height, geometry.positionRows()), begin + rowLimit - row);
            for (int block = 0; block < blocks; block++) {
                positions(worker, f, image, begin, end, block * BLOCK, c, first, limit);
            }
            row += end - begin;
        }
    }

    /** Where the first element of a strip lies. */
    private int at(Strip strip, int c) {
        return turned ? c + strip.group * columns * weightRows + strip.row
                : c + strip.row * dy.channels() + strip.group * columns;
    }

    private void clear(float[] f, Strip strip, int c) {
        int rows = turned ? columns : strip.count;
        int length = turned ? strip.count : columns;
        for (int i = 0; i < rows; i++) {
            int begin = at(strip, c) + i * strides.rowC();
            Arrays.fill(f, begin, begin + length, 0);
        }
    }

    /** Some rows of positions of an image, or a block of each. */
    private void positions(Worker worker, float[] f, int image, int row, int rowLimit, int position, int c, int first,
            int limit) {
        int count = Math.min(BLOCK, geometry.positions() - position);
        int place = position * geometry.stride() - geometry.low();
        int pitch = x.pitch(place, place + places(count));
        int frame = x.frame(f, image, geometry.lowest(row, rowLimit), geometry.highest(row, rowLimit), place,
                place + places(count), worker.scratchFloats()) + position * geometry.stride() * x.channels();
        int[] rowOf = geometry.rowOf();
        int taps = geometry.taps();
        for (int i = first; i < limit; i++) {
            Strip strip = strips[i];
            int y = row;
            while (y < rowLimit) {
                int entry = y * taps + strip.tap;
                int taken = Sequence.length(rowOf, entry, taps, rowLimit - y);
                if (rowOf[entry] != Geometry.NONE) {
                    rows(f, strip, count, taken, frame + rowOf[entry] * pitch,
                            Sequence.step(rowOf, entry, taps, taken) * pitch,
                            dy.at(image, y) + position * dy.channels(), c);
                }
                y += taken;
            }
        }
    }

    private void rows(float[] f, Strip strip, int count, int segments, int fromX, int segmentX, int fromDy, int c) {
        int a = fromX + strip.element;
        int b = fromDy + strip.group * columns;
        int segmentDy = dy.width() * dy.channels();
        if (turned) {
            tiles.run(strides, columns, strip.count, count, segments, segmentDy, segmentX, f, b, a, at(strip, c), true);
        } else {
            tiles.run(strides, strip.count, columns, count, segments, segmentX, segmentDy, f, a, b, at(strip, c), true);
        }
    }
}
