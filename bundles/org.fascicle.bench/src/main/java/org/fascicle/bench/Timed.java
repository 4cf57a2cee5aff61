package org.fascicle.bench;

/** Something whose steps are timed. */
@FunctionalInterface
interface Timed {
    /** Does steps for about so many seconds, one at least, and tells how many seconds each took. */
    double window(double seconds);
}
