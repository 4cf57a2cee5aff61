package org.fascicle.bench;

import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What fused multiply-adds on registers give on this machine, in this process: all else is a share of it. Cannot be
 * loaded where the JVM runs without its vector module.
 */
final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** As many as hide the latency of one: four cycles, two of them begun in each. */
    private static final int CHAINS = 12;
    private static final int STEPS = 4000;
    private static final int WARM_CALLS = 500;
    private static final int CALLS = 100;
    private static final int ROUNDS = 8;

    private FmaPeak() {
    }

    /** GFLOP/s of so many threads at once, each with chains of its own. */
    static double gigaflops(int threads) {
        CountDownLatch ready = new CountDownLatch(threads);
        double[] rates = new double[threads];
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            all[i] = Thread.ofPlatform().daemon().start(() -> {
                float[] sums = new float[CHAINS * SPECIES.length()];
                run(sums, WARM_CALLS);
                ready.countDown();
                try {
                    ready.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                rates[number] = rate(sums);
            });
        }
        double total = 0;
        for (int i = 0; i < threads; i++) {
            try {
                all[i].join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            total += rates[i];
        }
        return total;
    }

    private static double rate(float[] sums) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            run(sums, CALLS);
            double flops = 2.0 * CALLS * STEPS * CHAINS * SPECIES.length();
            best = Math.max(best, flops / (System.nanoTime() - start));
        }
        return best;
    }

    private static void run(float[] sums, int calls) {
        for (int i = 0; i < calls; i++) {
            chains(sums);
        }
    }

    // Twelve variables and no array of vectors: only so do they stay in registers.
    private static void chains(float[] sums) {
        int width = SPECIES.length();
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector summand = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a = FloatVector.fromArray(SPECIES, sums, 0);
        FloatVector b = FloatVector.fromArray(SPECIES, sums, width);
        FloatVector c = FloatVector.fromArray(SPECIES, sums, 2 * width);
        FloatVector d = FloatVector.fromArray(SPECIES, sums, 3 * width);
        FloatVector e = FloatVector.fromArray(SPECIES, sums, 4 * width);
        FloatVector f = FloatVector.fromArray(SPECIES, sums, 5 * width);
        FloatVector g = FloatVector.fromArray(SPECIES, sums, 6 * width);
        FloatVector h = FloatVector.fromArray(SPECIES, sums, 7 * width);
        FloatVector i = FloatVector.fromArray(SPECIES, sums, 8 * width);
        FloatVector j = FloatVector.fromArray(SPECIES, sums, 9 * width);
        FloatVector k = FloatVector.fromArray(SPECIES, sums, 10 * width);
        FloatVector l = FloatVector.fromArray(SPECIES, sums, 11 * width);
        for (int step = 0; step < STEPS; step++) {
            a = a.fma(factor, summand);
            b = b.fma(factor, summand);
            c = c.fma(factor, summand);
            d = d.fma(factor, summand);
            e = e.fma(factor, summand);
            f = f.fma(factor, summand);
            g = g.fma(factor, summand);
            h = h.fma(factor, summand);
            i = i.fma(factor, summand);
            j = j.fma(factor, summand);
            k = k.fma(factor, summand);
            l = l.fma(factor, summand);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, width);
        c.intoArray(sums, 2 * width);
        d.intoArray(sums, 3 * width);
        e.intoArray(sums, 4 * width);
        f.intoArray(sums, 5 * width);
        g.intoArray(sums, 6 * width);
        h.intoArray(sums, 7 * width);
        i.intoArray(sums, 8 * width);
        j.intoArray(sums, 9 * width);
        k.intoArray(sums, 10 * width);
        l.intoArray(sums, 11 * width);
    }
}
