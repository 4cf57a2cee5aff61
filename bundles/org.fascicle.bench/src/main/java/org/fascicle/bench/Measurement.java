package org.fascicle.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fascicle.compiler.step.Profile;

/**
 * What came out for a case.
 *
 * @param name its name
 * @param work what a step does
 * @param peak the most that the threads can do, in GFLOP/s; empty where it cannot be measured
 * @param windows seconds of a step
 * @param start how it began
 * @param garbage what the windows allocated
 * @param extra what else was asked for
 * @param resident memory of the process at the end
 * @param rivals the same steps by others
 */
record Measurement(String name, Work work, OptionalDouble peak, Windows windows, Start start, Garbage garbage,
        Extra extra, Optional<OwnProcess.Resident> resident, Map<String, Windows> rivals) {
    /**
     * What is measured only where somebody asks for it.
     *
     * @param garbage what a number of steps allocated
     * @param beside seconds of a step while another process was busy
     * @param forced rivals that are told and not compared with
     * @param profile where the time of some steps went
     */
    record Extra(Optional<Garbage> garbage, Optional<Windows> beside, Map<String, Windows> forced,
            Optional<Profile> profile) {
    }

    /** GFLOP/s. */
    double gigaflops() {
        return work.flops() / windows.median() * 1e-9;
    }

    /** GB/s. */
    double gigabytes() {
        return work.bytes() / windows.median() * 1e-9;
    }

    /** The share of the peak. */
    OptionalDouble share() {
        return peak.isPresent() ? OptionalDouble.of(gigaflops() / peak.getAsDouble()) : OptionalDouble.empty();
    }

    /** Units a second. */
    double rate() {
        return work.units() / windows.median();
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

    /** The share of the speed that is left while another process is busy. */
    OptionalDouble shareBeside() {
        return extra.beside().map(busy -> OptionalDouble.of(windows.median() / busy.median()))
                .orElse(OptionalDouble.empty());
    }
}
