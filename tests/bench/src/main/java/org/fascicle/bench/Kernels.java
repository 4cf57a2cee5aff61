package org.fascicle.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks of kernels and prints what they come to: medians, spreads, and shares of the peak. */
public final class Kernels {
    private static final int ROUNDS = 7;

    private Kernels() {
    }

    /** Takes a regular expression for the names of benchmarks, such as {@code Product}; all without one. */
    public static void main(String[] arguments) throws RunnerException {
        double[] peaks = {0, FmaPeak.gigaflops(1), FmaPeak.gigaflops(2)};
        System.out.printf(Locale.ROOT, "peak %.1f GFLOP/s on one thread, %.1f on two%n", peaks[1], peaks[2]);
        Options options = new OptionsBuilder().include(arguments.length > 0 ? arguments[0] : "org.fascicle.bench")
                .forks(1).jvmArgsAppend("--add-modules", "jdk.incubator.vector")
                .warmupIterations(3).warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(ROUNDS).measurementTime(TimeValue.milliseconds(200)).build();
        Collection<RunResult> results = new Runner(options).run();
        for (RunResult result : results) {
            Statistics nanoseconds = result.getPrimaryResult().getStatistics();
            int threads = Integer.parseInt(result.getParams().getParam("threads"));
            String shape = result.getParams().getParam("shape");
            String what = shape == null ? result.getParams().getParam("pass") : shape;
            double median = nanoseconds.getPercentile(50);
            String rate = shape == null
                    ? String.format(Locale.ROOT, "%6.2f G elements/s", ElementwiseBenchmark.ELEMENTS / median)
                    : String.format(Locale.ROOT, "%6.1f GFLOP/s, %5.1f %% of peak",
                            ProductBenchmark.flops(shape) / median,
                            100 * ProductBenchmark.flops(shape) / median / peaks[threads]);
            System.out.printf(Locale.ROOT, "%-18s %d threads %12.2f us (%.2f to %.2f)  %s%n", what, threads,
                    median / 1e3, nanoseconds.getMin() / 1e3, nanoseconds.getMax() / 1e3, rate);
        }
    }
}
