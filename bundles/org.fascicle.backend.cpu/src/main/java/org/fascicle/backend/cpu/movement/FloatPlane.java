package org.fascicle.backend.cpu.movement;

import org.fascicle.backend.cpu.movement.StridedCopy.Axis;

/** A plane of floats by strides, tile by tile: in a transposition both sides then stay in the cache. */
final class FloatPlane {
    private static final int TILE = 16;

    private FloatPlane() {
    }

    static void copy(float[] f, int first, int limit, Axis rows, Axis columns, int from, int to) {
        for (int j = 0; j < columns.extent(); j += TILE) {
            int width = Math.min(TILE, columns.extent() - j);
            for (int i = first; i < limit; i += TILE) {
                int height = Math.min(TILE, limit - i);
                tile(f, height, width, from + i * rows.from() + j * columns.from(),
                        to + i * rows.to() + j * columns.to(), rows.from(), rows.to(), columns.from(), columns.to());
            }
        }
    }

    private static void tile(float[] f, int height, int width, int from, int to, int rowFrom, int rowTo,
            int columnFrom, int columnTo) {
        for (int i = 0; i < height; i++) {
            int source = from + i * rowFrom;
            int destination = to + i * rowTo;
            for (int j = 0; j < width; j++) {
                f[destination + j * columnTo] = f[source + j * columnFrom];
            }
        }
    }
}
