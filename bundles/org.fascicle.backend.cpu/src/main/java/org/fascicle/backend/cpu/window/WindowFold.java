package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;

/**
 * Folds a window at each of its positions, for a vector of channels at a time: one chain over its elements. Padding is
 * left out.
 */
public final class WindowFold implements Kernel {
    private final Geometry geometry;
    private final Rows x;
    private final Rows y;
    private final boolean max;

    /**
     * A fold.
     *
     * @param shape shape of the input
     * @param max whether the largest element is looked for, or the sum
     */
    public WindowFold(Window window, Shape shape, boolean max, Place source, Place destination) {
        this.geometry = Geometry.of(window, shape);
        this.x = new Rows(source, geometry.rows(), geometry.width(), shape.size(-1));
        this.y = new Rows(destination, geometry.positionRows(), geometry.positions(), shape.size(-1));
        this.max = max;
    }

    @Override
    public int extent() {
        return geometry.images() * geometry.positionRows();
    }

    @Override
    public long nanoseconds() {
        return (long) extent() * geometry.positions() * geometry.taps() * geometry.size() * (1 + y.channels() / 8);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        for (int row = from; row < to; row++) {
            int image = row / geometry.positionRows();
            int positionRow = row % geometry.positionRows();
            for (int position = 0; position < geometry.positions(); position++) {
                position(f, image, positionRow, position, y.at(image, positionRow) + position * y.channels());
            }
        }
    }

    private void position(float[] f, int image, int positionRow, int position, int to) {
        int channels = y.channels();
        int place = position * geometry.stride() - geometry.low();
        int first = place >= 0 ? 0 : Math.ceilDiv(-place, geometry.dilation());
        int limit = Math.min(geometry.size(), Math.ceilDiv(x.width() - place, geometry.dilation()));
        int channel = 0;
        for (; channel + WIDTH <= channels; channel += WIDTH) {
            if (max) {
                max(f, image, positionRow, place, first, limit, channel, to + channel);
            } else {
                sum(f, image, positionRow, place, first, limit, channel, to + channel);
            }
        }
        for (; channel < channels; channel++) {
            f[to + channel] = element(f, image, positionRow, place, first, limit, channel);
        }
    }

    private void max(float[] f, int image, int positionRow, int place, int first, int limit, int channel, int to) {
        FloatVector largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int row = geometry.rowOf()[positionRow * geometry.taps() + tap];
            for (int k = first; row != Geometry.NONE && k < limit; k++) {
                largest = largest.max(FloatVector.fromArray(FLOATS, f, at(image, row, place, k, channel)));
            }
        }
        largest.intoArray(f, to);
    }

    private void sum(float[] f, int image, int positionRow, int place, int first, int limit, int channel, int to) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int row = geometry.rowOf()[positionRow * geometry.taps() + tap];
            for (int k = first; row != Geometry.NONE && k < limit; k++) {
                sum = sum.add(FloatVector.fromArray(FLOATS, f, at(image, row, place, k, channel)));
            }
        }
        sum.intoArray(f, to);
    }

    private float element(float[] f, int image, int positionRow, int place, int first, int limit, int channel) {
        float chain = max ? Float.NEGATIVE_INFINITY : 0;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int row = geometry.rowOf()[positionRow * geometry.taps() + tap];
            for (int k = first; row != Geometry.NONE && k < limit; k++) {
                float next = f[at(image, row, place, k, channel)];
                chain = max ? Math.max(chain, next) : chain + next;
            }
        }
        return chain;
    }

    private int at(int image, int row, int place, int k, int channel) {
        return x.at(image, row) + (place + k * geometry.dilation()) * x.channels() + channel;
    }
}
