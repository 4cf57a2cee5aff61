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

    /** Whether places from {@code first} (inclusive) to {@code limit} (exclusive) all exist. */
    private boolean hold(int first, int limit) {
        return first >= 0 && limit <= width;
    }

    /** Elements between two rows of a {@linkplain #frame frame}. */
    int pitch(int first, int limit) {
        return hold(first, limit) ? width * channels : (limit - first) * channels;
    }

    /**
     * Some rows of an image with the places {@code first} (inclusive) to {@code limit} (exclusive), where those that do
     * not exist hold zeros. Rows are copied to scratch only where there are such.
     *
     * @param row the first row
     * @param last the last row
     * @return where place 0 of row 0 would be, with rows {@link #pitch} apart
     */
    int frame(float[] f, int image, int row, int last, int first, int limit, int scratch) {
        if (hold(first, limit)) {
            return at(image, 0);
        }
        int pitch = (limit - first) * channels;
        int from = Math.min(Math.max(first, 0), limit);
        int to = Math.max(from, Math.min(limit, width));
        int before = (from - first) * channels;
        int length = (to - from) * channels;
        for (int i = row; i <= last; i++) {
            int begin = scratch + (i - row) * pitch;
            Arrays.fill(f, begin, begin + before, 0);
            System.arraycopy(f, at(image, i) + from * channels, f, begin + before, length);
            Arrays.fill(f, begin + before + length, begin + pitch, 0);
        }
        return scratch - row * pitch - first * channels;
    }
}
