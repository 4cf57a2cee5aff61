package org.fascicle.backend.cpu.machine;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the parts of one kernel at a time; the caller is one of them. Each has a contiguous range of its
 * own, the same for the same kernel in every step, so its data stays in its cache; who is done early helps the others.
 * A thread that the system stops amid a chunk holds up all: where that happens, because other programs want the
 * processors too, the caller works alone for a while, as a {@link Shareable} tells.
 *
 * <p>Idle threads watch for work for some ten microseconds, then sleep. Nothing is allocated while kernels run.
 */
public final class Team implements Runner, AutoCloseable {
    /** Watching costs a processor: this many looks, of some 20 ns each, before a thread sleeps. */
    private static final int LOOKS = 2_000;
    private static final long NAP = 20_000;
    /** Work that is worth waking a thread for, in nanoseconds. */
    private static final long GRAIN = 3_000;
    /** Chunks of a thread's range that others may take over, where each is worth the asking. */
    private static final int CHUNKS = 4;
    private static final long CHUNK = 8_000;
    /** Longs between the counters of two threads: they never share a cache line. */
    private static final int APART = 16;

    private final Worker[] workers;
    private final Thread[] threads;
    /** Per thread: number of the job in the high half, chunks that nobody has begun in the low half. */
    private final AtomicLongArray tickets;
    private final AtomicIntegerArray asleep;
    /** Per thread: chunks that it has done since the team began. Only the thread itself writes its own. */
    private final AtomicLongArray done;
    private final Trials trials = new Trials(System::nanoTime);
    private volatile boolean closed;
    private volatile Throwable failure;
    private Kernel kernel;
    private int sharers;
    private int chunks;
    private int job;
    /** Chunks that were handed out since the team began. */
    private long due;

    /** A team on an arena, of at least one thread. */
    public Team(int size, Arena arena) {
        workers = new Worker[size];
        threads = new Thread[size];
        tickets = new AtomicLongArray(size * APART);
        asleep = new AtomicIntegerArray(size * APART);
        done = new AtomicLongArray(size * APART);
        for (int i = 0; i < size; i++) {
            int number = i;
            workers[i] = new Worker(arena);
            threads[i] = new Thread(() -> live(number), "fascicle-cpu-" + number);
            threads[i].setDaemon(true);
        }
        for (int i = 1; i < size; i++) {
            threads[i].start();
        }
    }

    /** Gives every thread the scratch that work needs, and tells how the team will do it. */
    public Work prepare(Work work) {
        return switch (work) {
            case Kernel one -> {
                for (Worker worker : workers) {
                    worker.reserve(one);
                }
                long worthwhile = Math.min(one.nanoseconds() / GRAIN, Math.min(one.extent(), workers.length));
                yield worthwhile > 1 ? shareable(one, (int) worthwhile) : one;
            }
            case Loop loop -> {
                loop.prepare(this);
                yield loop;
            }
            case Shareable ready -> ready;
        };
    }

    private static Shareable shareable(Kernel kernel, int among) {
        int most = Math.min(CHUNKS, kernel.extent() / among);
        return new Shareable(kernel, among, Math.clamp(kernel.nanoseconds() / among / CHUNK, 1, most));
    }

    /** Begins a step: the work from here to the next call. */
    public void begin() {
        trials.begin();
    }

    @Override
    public void run(Work work) {
        switch (work) {
            case Kernel one -> alone(one);
            case Shareable shareable -> run(shareable);
            case Loop loop -> loop.run(this, workers[0].arena());
        }
    }

    private void alone(Kernel next) {
        int extent = next.extent();
        if (extent > 0) {
            next.run(workers[0], 0, extent);
        }
    }

    private void run(Shareable shareable) {
        boolean together = shareable.isShared(trials.way());
        long begin = System.nanoTime();
        if (together) {
            share(shareable);
        } else {
            alone(shareable.kernel());
        }
        long nanoseconds = System.nanoTime() - begin;
        shareable.took(together, nanoseconds);
        if (together) {
            trials.shared(shareable.alone(), nanoseconds);
        }
    }

    private void share(Shareable next) {
        int among = next.threads();
        kernel = next.kernel();
        sharers = among;
        chunks = next.chunks();
        due += among * chunks;
        job++;
        for (int i = among - 1; i >= 0; i--) {
            tickets.set(i * APART, (long) job << Integer.SIZE | chunks);
        }
        for (int i = 1; i < among; i++) {
            if (asleep.get(i * APART) != 0) {
                LockSupport.unpark(threads[i]);
            }
        }
        work(0);
        awaitOthers();
        if (failure != null) {
            rethrow();
        }
    }

    private void awaitOthers() {
        for (int looks = 0; isUnfinished(); looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP);
            }
        }
    }

    private boolean isUnfinished() {
        long sum = 0;
        for (int i = 0; i < workers.length; i++) {
            sum += done.get(i * APART);
        }
        return sum < due;
    }

    private void rethrow() {
        Throwable cause = failure;
        failure = null;
        switch (cause) {
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(cause);
        }
    }

    private void live(int me) {
        while (!closed) {
            if (isWanted(me)) {
                work(me);
            } else {
                sleep(me);
            }
        }
    }

    /**
     * Watches for work. The loop has a method of its own: the JIT compiles one that has gone round often from amid it,
     * and would take the kernels in, which have hardly run by then, and never compile them anew for this thread.
     */
    private boolean isWanted(int me) {
        for (int looks = 0; looks < LOOKS && !closed; looks++) {
            if ((int) tickets.get(me * APART) > 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void sleep(int me) {
        asleep.set(me * APART, 1);
        // the caller hands out tickets first and looks for sleepers then: one of the two sees the other
        if ((int) tickets.get(me * APART) == 0 && !closed) {
            LockSupport.park(this);
        }
        asleep.set(me * APART, 0);
    }

    /** Does what is left of one's own range, then of the others', and says so once: others watch the number. */
    private void work(int me) {
        int count = 0;
        for (int i = 0; i < workers.length; i++) {
            int owner = (me + i) % workers.length;
            for (int left = claim(owner); left > 0; left = claim(owner)) {
                chunk(me, owner * chunks + chunks - left);
                count++;
            }
        }
        if (count > 0) {
            done.set(me * APART, done.get(me * APART) + count);
        }
    }

    /** Takes one chunk of a thread's range: how many were left with it, or 0. A ticket of an older job never fits. */
    private int claim(int owner) {
        for (;;) {
            long ticket = tickets.get(owner * APART);
            if ((int) ticket == 0 || tickets.compareAndSet(owner * APART, ticket, ticket - 1)) {
                return (int) ticket;
            }
        }
    }

    /** Runs a claimed chunk: as long as it is unfinished, the fields of the job stay. */
    private void chunk(int me, int number) {
        long extent = kernel.extent();
        int total = sharers * chunks;
        try {
            kernel.run(workers[me], (int) (extent * number / total), (int) (extent * (number + 1) / total));
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** Ends the threads, and waits for their end. */
    @Override
    public void close() {
        closed = true;
        for (int i = 1; i < threads.length; i++) {
            LockSupport.unpark(threads[i]);
        }
        boolean interrupted = false;
        for (int i = 1; i < threads.length; i++) {
            try {
                threads[i].join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
