package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * The derivative of a depthwise convolution by its weight: for each tap, element of the window and channel four chains
 * over all positions, so that no addition waits for the one before. Lanes beyond the last channel are dropped.
 */
final class DepthwiseWeightGradient implements Kernel {
    private static final int CHAINS = 4;
    private final Geometry geometry;
    private final Rows x;
    private final Rows dy;
    private final Place result;
    private final int chunks;

    DepthwiseWeightGradient(Geometry geometry, Rows x, Rows dy, Place result) {
        this.geometry = geometry;
        this.x = x;
        this.dy = dy;
        this.result = result;
        this.chunks = Math.ceilDiv(x.channels(), WIDTH);
    }

    @Override
    public int extent() {
        return geometry.taps() * chunks;
    }

    @Override
    public long nanoseconds() {
        int positions = geometry.images() * geometry.positionRows() * geometry.positions();
        return (long) extent() * geometry.size() * positions / 2;
    }

    @Override
    public int scratchFloats() {
        return geometry.size() * CHAINS * WIDTH;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        int sums = worker.scratchFloats();
        for (int part = from; part < to; part++) {
            int channel = part % chunks * WIDTH;
            int tap = part / chunks;
            Arrays.fill(f, sums, sums + scratchFloats(), 0);
            for (int image = 0; image < geometry.images(); image++) {
                for (int row = 0; row < geometry.positionRows(); row++) {
                    int met = geometry.rowOf()[row * geometry.taps() + tap];
                    for (int k = 0; met != Geometry.NONE && k < geometry.size(); k++) {
                        row(f, x.at(image, met) + channel, k, dy.at(image, row) + channel, sums + k * CHAINS * WIDTH);
                    }
                }
            }
            for (int k = 0; k < geometry.size(); k++) {
                sum(f, sums + k * CHAINS * WIDTH);
                System.arraycopy(f, sums + k * CHAINS * WIDTH, f,
                        result.offset() + (tap * geometry.size() + k) * x.channels() + channel,
                        Math.min(WIDTH, x.channels() - channel));
            }
        }
    }

    /** Adds a row of positions to the chains: each takes every fourth, the first one the rest. */
    private void row(float[] f, int xRow, int k, int dyRow, int sums) {
        int shift = k * geometry.dilation() - geometry.low();
        int first = shift >= 0 ? 0 : Math.ceilDiv(-shift, geometry.stride());
        int limit = Math.min(geometry.positions(), Math.ceilDiv(x.width() - shift, geometry.stride()));
        int stepX = geometry.stride() * x.channels();
        int stepY = x.channels();
        int a = xRow + (first * geometry.stride() + shift) * x.channels();
        int b = dyRow + first * stepY;
        FloatVector s0 = at(f, sums);
        FloatVector s1 = at(f, sums + WIDTH);
        FloatVector s2 = at(f, sums + 2 * WIDTH);
        FloatVector s3 = at(f, sums + 3 * WIDTH);
        int position = first;
        for (; position + CHAINS <= limit; position += CHAINS) {
            s0 = at(f, a).fma(at(f, b), s0);
            s1 = at(f, a + stepX).fma(at(f, b + stepY), s1);
            s2 = at(f, a + 2 * stepX).fma(at(f, b + 2 * stepY), s2);
            s3 = at(f, a + 3 * stepX).fma(at(f, b + 3 * stepY), s3);
            a += CHAINS * stepX;
            b += CHAINS * stepY;
        }
        for (; position < limit; position++) {
            s0 = at(f, a).fma(at(f, b), s0);
            a += stepX;
            b += stepY;
        }
        s0.intoArray(f, sums);
        s1.intoArray(f, sums + WIDTH);
        s2.intoArray(f, sums + 2 * WIDTH);
        s3.intoArray(f, sums + 3 * WIDTH);
    }

    /** The chains, pairwise. */
    private static void sum(float[] f, int sums) {
        FloatVector low = at(f, sums).add(at(f, sums + WIDTH));
        FloatVector high = at(f, sums + 2 * WIDTH).add(at(f, sums + 3 * WIDTH));
        low.add(high).intoArray(f, sums);
    }

    private static FloatVector at(float[] f, int place) {
        return FloatVector.fromArray(FLOATS, f, place);
    }
}
