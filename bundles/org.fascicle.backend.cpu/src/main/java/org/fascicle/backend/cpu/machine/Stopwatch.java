package org.fascicle.backend.cpu.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Has a team do work, kernel by kernel, and adds up how long each kernel takes. */
public final class Stopwatch implements Runner {
    private final Team team;
    private final Arena arena;
    private final Map<Kernel, Time> times = new IdentityHashMap<>();
    private final List<Time> order = new ArrayList<>();

    /** What one kernel took so far. */
    public static final class Time {
        private final Kernel kernel;
        private long calls;
        private long nanoseconds;

        private Time(Kernel kernel) {
            this.kernel = kernel;
        }

        /** What ran. */
        public Kernel kernel() {
            return kernel;
        }

        /** How often. */
        public long calls() {
            return calls;
        }

        /** How long, all calls together. */
        public long nanoseconds() {
            return nanoseconds;
        }
    }

    /** A stopwatch that has measured nothing. */
    public Stopwatch(Team team, Arena arena) {
        this.team = team;
        this.arena = arena;
    }

    @Override
    public void run(Work work) {
        switch (work) {
            case Kernel kernel -> time(kernel, kernel);
            case Shareable shareable -> time(shareable, shareable.kernel());
            case Loop loop -> loop.run(this, arena);
        }
    }

    /** What was measured, in the order in which the kernels ran first. */
    public Collection<Time> times() {
        return List.copyOf(order);
    }

    private void time(Work work, Kernel kernel) {
        Time time = times.get(kernel);
        if (time == null) {
            time = new Time(kernel);
            times.put(kernel, time);
            order.add(time);
        }
        long start = System.nanoTime();
        team.run(work);
        time.nanoseconds += System.nanoTime() - start;
        time.calls++;
    }
}
