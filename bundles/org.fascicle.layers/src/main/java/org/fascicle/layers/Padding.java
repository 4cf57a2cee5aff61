package org.fascicle.layers;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What surrounds the input of a window: {@code same} (as many positions as the input has places, divided by the stride
 * and rounded up), {@code valid} (nothing), or amounts for both ends: one for all spatial axes or one for each.
 *
 * @param text as it is written: {@code same}, {@code valid}, {@code 1}, {@code 1, 0}
 */
record Padding(String text) {
    private static final Pattern AMOUNTS = Pattern.compile("\\d{1,6}(\\s*,\\s*\\d{1,6})*");

    /** What comes before and behind along one axis. */
    record Ends(int before, int behind) {
    }

    Padding {
        if (!text.equals("same") && !text.equals("valid") && !AMOUNTS.matcher(text).matches()) {
            throw new IllegalArgumentException("padding is same, valid, a number, or a number for each axis such as "
                    + "`1, 0`; not `" + text + "`");
        }
    }

    /** The amounts; empty for {@code same} and {@code valid}. */
    List<Integer> amounts() {
        return Character.isDigit(text.charAt(0))
                ? Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList() : List.of();
    }

    /**
     * The ends of an axis.
     *
     * @param axis number of the spatial axis
     * @param extent of the input
     * @param span how many places the window covers
     * @param stride places between two positions
     */
    Ends ends(int axis, int extent, int span, int stride) {
        if (text.equals("same")) {
            // the odd one goes to the end
            int positions = Math.ceilDiv(extent, stride);
            int total = Math.max(0, (positions - 1) * stride + span - extent);
            return new Ends(total / 2, total - total / 2);
        }
        List<Integer> amounts = amounts();
        int amount = amounts.isEmpty() ? 0 : amounts.get(amounts.size() == 1 ? 0 : axis);
        return new Ends(amount, amount);
    }
}
