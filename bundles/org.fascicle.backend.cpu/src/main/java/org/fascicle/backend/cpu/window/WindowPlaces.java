package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.INTS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;

/**
 * The number of the largest element of a window at each of its positions, the first of equals, or the first NaN where
 * there is one; in padding alone that of the nearest element.
 */
public final class WindowPlaces implements Kernel {
    private final Geometry geometry;
    private final Rows x;
    private final Place destination;
    /** For each row of positions the nearest row of the input. */
    private final int[] nearest;

    /**
     * A search.
     *
     * @param shape shape of the input
     */
    public WindowPlaces(Window window, Shape shape, Place source, Place destination) {
        this.geometry = Geometry.of(window, shape);
        this.x = new Rows(source, geometry.rows(), geometry.width(), shape.size(-1));
        this.destination = destination;
        this.nearest = Geometry.nearestRows(window, shape);
    }

    @Override
    public int extent() {
        return geometry.images() * geometry.positionRows();
    }

    @Override
    public long nanoseconds() {
        return (long) extent() * geometry.positions() * geometry.taps() * geometry.size() * (1 + x.channels() / 4);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int position = 0; position < geometry.positions(); position++) {
                position(worker.arena().floats(), worker.arena().ints(), row / geometry.positionRows(),
                        row % geometry.positionRows(), position,
                        destination.offset() + (row * geometry.positions() + position) * x.channels());
            }
        }
    }

    private void position(float[] f, int[] numbers, int image, int positionRow, int position, int to) {
        int channels = x.channels();
        int place = position * geometry.stride() - geometry.low();
        int first = place >= 0 ? 0 : Math.ceilDiv(-place, geometry.dilation());
        int limit = Math.min(geometry.size(), Math.ceilDiv(x.width() - place, geometry.dilation()));
        int fallback = number(image, nearest[positionRow], Math.clamp(place, 0, Math.max(0, x.width() - 1)));
        int channel = 0;
        for (; channel + WIDTH <= channels; channel += WIDTH) {
            vector(f, numbers, image, positionRow, place, first, limit, channel, fallback, to + channel);
        }
        for (; channel < channels; channel++) {
            numbers[to + channel] = element(f, image, positionRow, place, first, limit, channel, fallback);
        }
    }

    private void vector(float[] f, int[] numbers, int image, int positionRow, int place, int first, int limit,
            int channel, int fallback, int to) {
        FloatVector largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        IntVector best = IntVector.broadcast(INTS, -1);
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int row = geometry.rowOf()[positionRow * geometry.taps() + tap];
            for (int k = first; row != Geometry.NONE && k < limit; k++) {
                int number = number(image, row, place + k * geometry.dilation()) + channel;
                FloatVector next = FloatVector.fromArray(FLOATS, f, x.place().offset() + number);
                // the first of all always wins, then what is larger, or NaN where there was none
                VectorMask<Float> wins = next.compare(VectorOperators.LE, largest).not()
                        .and(largest.compare(VectorOperators.EQ, largest))
                        .or(best.compare(VectorOperators.LT, 0).cast(FLOATS));
                largest = largest.blend(next, wins);
                best = best.blend(IntVector.broadcast(INTS, number).addIndex(1), wins.cast(INTS));
            }
        }
        best.blend(IntVector.broadcast(INTS, fallback + channel).addIndex(1), best.compare(VectorOperators.LT, 0))
                .intoArray(numbers, to);
    }

    private int element(float[] f, int image, int positionRow, int place, int first, int limit, int channel,
            int fallback) {
        float largest = Float.NEGATIVE_INFINITY;
        int best = -1;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int row = geometry.rowOf()[positionRow * geometry.taps() + tap];
            for (int k = first; row != Geometry.NONE && k < limit; k++) {
                int number = number(image, row, place + k * geometry.dilation()) + channel;
                float next = f[x.place().offset() + number];
                if (best < 0 || next > largest || Float.isNaN(next) && !Float.isNaN(largest)) {
                    largest = next;
                    best = number;
                }
            }
        }
        return best < 0 ? fallback + channel : best;
    }

    /** The number of channel 0 at a place. */
    private int number(int image, int row, int place) {
        return ((image * x.rows() + row) * x.width() + place) * x.channels();
    }
}
