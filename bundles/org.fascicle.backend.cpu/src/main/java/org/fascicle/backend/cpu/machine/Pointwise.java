package org.fascicle.backend.cpu.machine;

/** A kernel that can do any run of its elements by itself. */
public interface Pointwise extends Kernel {
    /** Does the elements {@code first} (inclusive) to {@code limit} (exclusive). */
    void elements(Worker worker, int first, int limit);
}
