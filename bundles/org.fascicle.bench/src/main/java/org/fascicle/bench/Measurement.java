package org.fascicle.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out for a case.
 *
 * @param name its name
 * @param unit what the rate counts
 * @param units how many of these a step is
 * @param flops floating-point operations of a step
 * @param peak the most that the threads can do, in GFLOP/s; empty where it cannot be measured
 * @param windows seconds of a step
 * @param begun seconds for which the process had run when the case began
 * @param warmUp what happened from there on
 * @param allocated bytes that a step allocates, in all threads
 * @param rivals the same steps by others
 */
record Measurement(String name, String unit, double units, double flops, OptionalDouble peak, Windows windows,
        double begun, WarmUp warmUp, double allocated, Map<String, Windows> rivals) {
    /** GFLOP/s. */
    double gigaflops() {
        return flops / windows.median() * 1e-9;
    }

    /** The share of the peak. */
    OptionalDouble share() {
        return peak.isPresent() ? OptionalDouble.of(gigaflops() / peak.getAsDouble()) : OptionalDouble.empty();
    }

    /** Units a second. */
    double rate() {
        return units / windows.median();
    }

    /** The rival that takes least. */
    Optional<Map.Entry<String, Windows>> bestRival() {
        return rivals.entrySet().stream()
                .min((one, other) -> Double.compare(one.getValue().median(), other.getValue().median()));
    }

    /** How many times as fast as the best rival this is. */
    OptionalDouble ratio() {
        return bestRival().map(best -> OptionalDouble.of(best.getValue().median() / windows.median()))
                .orElse(OptionalDouble.empty());
    }
}
