package org.fascicle.backend.cpu.movement;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.movement.StridedCopy.Axis;

/**
 * A plane of floats by strides, square by square: both sides then stay in the cache. Squares of whole vectors that are
 * contiguous along one axis in the source and along the other in the destination are transposed by vectors.
 */
public final class FloatPlane {
    /** Floats of scratch that a square takes on its way: two copies of it. */
    public static final int SCRATCH = 2 * WIDTH * WIDTH;
    private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(FLOATS, 0);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(FLOATS, 1);

    private FloatPlane() {
    }

    static void copy(Worker worker, int first, int limit, Axis rows, Axis columns, int from, int to) {
        copy(worker.arena().floats(), first, limit, rows, columns, from, to, worker.scratchFloats());
    }

    /**
     * Copies rows of a plane.
     *
     * @param first the first of the rows
     * @param limit the first one that is left out
     * @param from the first element of row 0 in the source
     * @param to the same in the destination
     * @param scratch so many floats from there on may be overwritten
     */
    public static void copy(float[] f, int first, int limit, Axis rows, Axis columns, int from, int to, int scratch) {
        boolean transposes = rows.from() == 1 && columns.to() == 1;
        for (int j = 0; j < columns.extent(); j += WIDTH) {
            int width = Math.min(WIDTH, columns.extent() - j);
            for (int i = first; i < limit; i += WIDTH) {
                int height = Math.min(WIDTH, limit - i);
                int source = from + i * rows.from() + j * columns.from();
                int destination = to + i * rows.to() + j * columns.to();
                if (transposes && width == WIDTH && height == WIDTH) {
                    transpose(f, source, columns.from(), destination, rows.to(), scratch);
                } else {
                    square(f, height, width, source, destination, rows, columns);
                }
            }
        }
    }

    private static void square(float[] f, int height, int width, int from, int to, Axis rows, Axis columns) {
        int columnFrom = columns.from();
        int columnTo = columns.to();
        for (int i = 0; i < height; i++) {
            int source = from + i * rows.from();
            int destination = to + i * rows.to();
            for (int j = 0; j < width; j++) {
                f[destination + j * columnTo] = f[source + j * columnFrom];
            }
        }
    }

    /** As many rounds as the width has doublings: each shuffles the upper half of the rows into the lower. */
    private static void transpose(float[] f, int from, int fromStride, int to, int toStride, int scratch) {
        int source = from;
        int stride = fromStride;
        for (int done = 2; done < WIDTH; done *= 2) {
            int next = source == scratch ? scratch + WIDTH * WIDTH : scratch;
            shuffle(f, source, stride, next, WIDTH);
            source = next;
            stride = WIDTH;
        }
        shuffle(f, source, stride, to, toStride);
    }

    /** Rows 2i and 2i + 1 of the result are row i and row i + half of the source, their elements by turns. */
    private static void shuffle(float[] f, int from, int fromStride, int to, int toStride) {
        for (int i = 0; i < WIDTH / 2; i++) {
            FloatVector one = FloatVector.fromArray(FLOATS, f, from + i * fromStride);
            FloatVector other = FloatVector.fromArray(FLOATS, f, from + (i + WIDTH / 2) * fromStride);
            one.rearrange(LOW, other).intoArray(f, to + 2 * i * toStride);
            one.rearrange(HIGH, other).intoArray(f, to + (2 * i + 1) * toStride);
        }
    }
}
