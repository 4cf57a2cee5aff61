package org.fascicle.backend.cpu.window;

import java.util.Arrays;
import org.fascicle.backend.cpu.machine.Place;

/**
 * Rows of a tensor {@code [images, rows, width, channels]}.
 *
 * @param place where the tensor begins
 * @param rows rows of an image
 * @param width places in a row
 * @param channels elements at a place
 */
record Rows(Place place, int rows, int width, int channels) {
    /** Where a row begins. */
    int at(int image, int row) {
        return place.offset() + (image * rows + row) * width * channels;
    }

    /**
     * The places {@code first} (inclusive) to {@code limit} (exclusive) of a row, where places before and behind it
     * hold zeros: where the first of them is. They are copied to scratch only where there are such.
     */
    int stretch(float[] f, int row, int first, int limit, int scratch) {
        if (first >= 0 && limit <= width) {
            return row + first * channels;
        }
        int from = Math.min(Math.max(first, 0), limit);
        int to = Math.max(from, Math.min(limit, width));
        Arrays.fill(f, scratch, scratch + (from - first) * channels, 0);
        if (to > from) {
            System.arraycopy(f, row + from * channels, f, scratch + (from - first) * channels, (to - from) * channels);
        }
        Arrays.fill(f, scratch + (to - first) * channels, scratch + (limit - first) * channels, 0);
        return scratch;
    }
}
