package org.fascicle.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Times something in windows of equal length.
 *
 * @param seconds for one call, each from one window, ascending
 */
record Windows(double[] seconds) {
    /** So many windows of about so many seconds each, after as long a time of warming up as all of them take. */
    static Windows of(Runnable call, int windows, double length) {
        long warm = System.nanoTime() + (long) (windows * length * 1e9);
        long calls = 0;
        long start = System.nanoTime();
        while (System.nanoTime() < warm) {
            call.run();
            calls++;
        }
        long each = Math.max(1, (long) (calls * length * 1e9 / (System.nanoTime() - start)));
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
