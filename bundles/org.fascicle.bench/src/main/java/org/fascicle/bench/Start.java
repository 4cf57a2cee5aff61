package org.fascicle.bench;

import java.util.OptionalDouble;

/**
 * How a case began.
 *
 * @param at seconds for which the process had run by then
 * @param warmUp what happened from there on
 */
record Start(double at, WarmUp warmUp) {
    /** Seconds from the beginning of the process to the end of the case's first step. */
    double firstStep() {
        return at + warmUp.firstStep();
    }

    /** Seconds from the beginning of the process until the case had nine tenths of a speed, in seconds a step. */
    OptionalDouble nearly(double full) {
        OptionalDouble since = warmUp.untilNearly(full);
        return since.isPresent() ? OptionalDouble.of(at + since.getAsDouble()) : since;
    }
}
