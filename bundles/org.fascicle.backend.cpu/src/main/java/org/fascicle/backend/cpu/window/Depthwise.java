package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * A convolution of each channel by itself, or its data gradient: an element is one chain over the taps and the elements
 * of the window, for a vector of channels at a time.
 */
final class Depthwise implements Kernel {
    private final int images;
    private final int taps;
    private final int size;
    private final Rows source;
    private final Place weight;
    private final Rows result;
    /** For each row of the result and each tap the row of the source, or {@link Geometry#NONE}. */
    private final int[] rowOf;
    /** For each place of a row of the result and each element of the window the place of the source, or none. */
    private final int[] placeOf;

    private Depthwise(Geometry geometry, Rows source, Place weight, Rows result, int[] rowOf, int[] placeOf) {
        this.images = geometry.images();
        this.taps = geometry.taps();
        this.size = geometry.size();
        this.source = source;
        this.weight = weight;
        this.result = result;
        this.rowOf = rowOf;
        this.placeOf = placeOf;
    }

    static Depthwise convolution(Geometry geometry, Rows x, Place weight, Rows y) {
        return new Depthwise(geometry, x, weight, y, geometry.rowOf(), geometry.placeOf());
    }

    static Depthwise dataGradient(Geometry geometry, Rows dy, Place weight, Rows dx) {
        return new Depthwise(geometry, dy, weight, dx, geometry.positionRowOf(), geometry.positionOf());
    }

    @Override
    public int extent() {
        return images * result.rows();
    }

    @Override
    public long nanoseconds() {
        return (long) extent() * result.width() * taps * size * (1 + result.channels() / 8);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        int channels = result.channels();
        for (int row = from; row < to; row++) {
            int image = row / result.rows();
            int line = row % result.rows();
            int at = result.at(image, line);
            for (int place = 0; place < result.width(); place++) {
                int channel = 0;
                for (; channel + WIDTH <= channels; channel += WIDTH) {
                    vector(f, image, line, place, channel, at + place * channels + channel);
                }
                for (; channel < channels; channel++) {
                    f[at + place * channels + channel] = element(f, image, line, place, channel);
                }
            }
        }
    }

    private void vector(float[] f, int image, int row, int place, int channel, int to) {
        int channels = result.channels();
        int w = weight.offset() + channel;
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int tap = 0; tap < taps; tap++, w += size * channels) {
            int met = rowOf[row * taps + tap];
            if (met != Geometry.NONE) {
                int at = source.at(image, met) + channel;
                for (int k = 0; k < size; k++) {
                    int from = placeOf[place * size + k];
                    if (from != Geometry.NONE) {
                        sum = FloatVector.fromArray(FLOATS, f, at + from * channels)
                                .fma(FloatVector.fromArray(FLOATS, f, w + k * channels), sum);
                    }
                }
            }
        }
        sum.intoArray(f, to);
    }

    private float element(float[] f, int image, int row, int place, int channel) {
        int channels = result.channels();
        int w = weight.offset() + channel;
        float sum = 0;
        for (int tap = 0; tap < taps; tap++, w += size * channels) {
            int met = rowOf[row * taps + tap];
            for (int k = 0; met != Geometry.NONE && k < size; k++) {
                int from = placeOf[place * size + k];
                if (from != Geometry.NONE) {
                    sum = Math.fma(f[source.at(image, met) + from * channels + channel], f[w + k * channels], sum);
                }
            }
        }
        return sum;
    }
}
