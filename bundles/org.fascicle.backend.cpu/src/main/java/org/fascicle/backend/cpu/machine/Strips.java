package org.fascicle.backend.cpu.machine;

/**
 * A kernel that makes its result strip by strip: each is a run of neighbouring elements, and nothing that is done for
 * another one writes there. So what is to be done with them can be done while they are in cache.
 */
public interface Strips extends Kernel {
    /** Number of strips. */
    int strips();

    /** The element behind the last one of a strip, counted from the first one of the result; the next strip's first. */
    int limit(int strip);

    /** Makes one strip. */
    void strip(Worker worker, int strip);
}
