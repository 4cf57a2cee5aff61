package org.fascicle.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Times something in windows of equal length.
 *
 * @param seconds for one call, each from one window, ascending
 */
record Windows(double[] seconds) {
    private static final int WARM_CALLS = 3000;
    private static final double LONGEST_WARM_UP = 60;

    /** So many windows of about so many seconds each, once the JIT has had its time and its calls. */
    static Windows of(Runnable call, int windows, double length) {
        long start = System.nanoTime();
        int calls = 0;
        for (double passed = 0; passed < windows * length || calls < WARM_CALLS && passed < LONGEST_WARM_UP; calls++) {
            call.run();
            passed = (System.nanoTime() - start) * 1e-9;
        }
        long each = calls(call, length);
        double[] seconds = new double[windows];
        for (int window = 0; window < windows; window++) {
            long begin = System.nanoTime();
            for (long i = 0; i < each; i++) {
                call.run();
            }
            seconds[window] = (System.nanoTime() - begin) * 1e-9 / each;
        }
        Arrays.sort(seconds);
        return new Windows(seconds);
    }

    /** Calls that fit into a window. */
    private static long calls(Runnable call, double length) {
        long start = System.nanoTime();
        int calls = 0;
        for (; System.nanoTime() - start < length * 1e9; calls++) {
            call.run();
        }
        return calls;
    }

    double median() {
        return seconds[seconds.length / 2];
    }

    /** One line: microseconds, spread, GFLOP/s, and the share of the peak. */
    String line(String name, double flops, double peak) {
        return String.format(Locale.ROOT, "%-34s %10.1f us  (%.1f to %.1f)  %8.1f GFLOP/s  %5.1f %% of peak", name,
                median() * 1e6, seconds[0] * 1e6, seconds[seconds.length - 1] * 1e6, flops / median() * 1e-9,
                100 * flops / median() * 1e-9 / peak);
    }
}
