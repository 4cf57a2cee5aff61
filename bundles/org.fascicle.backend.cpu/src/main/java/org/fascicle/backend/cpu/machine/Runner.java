package org.fascicle.backend.cpu.machine;

/** Who does work. */
public interface Runner {
    /** Does all of some work; throws what a part of it threw. */
    void run(Work work);
}
