package org.fascicle.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The steps of a program, timed, and what all threads allocate meanwhile. */
final class CaseSteps implements Timed {
    private final CaseProgram program;
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private long steps;
    private long allocated;

    CaseSteps(CaseProgram program) {
        this.program = program;
    }

    @Override
    public double window(double seconds) {
        long enough = (long) (seconds * 1e9);
        long before = threads.getTotalThreadAllocatedBytes();
        long start = System.nanoTime();
        long done = 0;
        do {
            program.run();
            done++;
        } while (System.nanoTime() - start < enough);
        program.await();
        double passed = (System.nanoTime() - start) * 1e-9;
        allocated += threads.getTotalThreadAllocatedBytes() - before;
        steps += done;
        return passed / done;
    }

    /** Does so many steps, or fewer when the thread is interrupted, and tells what they allocate. */
    Garbage steps(long number) {
        long before = threads.getTotalThreadAllocatedBytes();
        long done = 0;
        while (done < number && !Thread.currentThread().isInterrupted()) {
            program.run();
            done++;
        }
        program.await();
        return new Garbage(done, threads.getTotalThreadAllocatedBytes() - before);
    }

    /** Forgets what was allocated so far. */
    void reset() {
        steps = 0;
        allocated = 0;
    }

    /** What the windows allocated. */
    Garbage garbage() {
        return new Garbage(steps, allocated);
    }
}
