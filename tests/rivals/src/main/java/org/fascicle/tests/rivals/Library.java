package org.fascicle.tests.rivals;

import java.util.Optional;

/** A library that can do some of the bench's cases. */
interface Library {
    /** What it is called, with its version. */
    String name();

    /** A step of a case, on data that lies in memory; empty where the library has nothing like it. */
    Optional<Runnable> step(String name);
}
