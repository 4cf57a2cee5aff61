package org.fascicle.backend.cpu;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.KernelTime;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.machine.Runner;
import org.fascicle.backend.cpu.machine.Stopwatch;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.graph.Node;

/** Work in order, on bound buffers. */
final class CpuStep implements Step {
    /** Runs that show that many more will come, and from one look at the memory to the next. */
    private static final int HABIT = 16;
    /** Fewer show it where they take so many nanoseconds: later, a rehearsal would hold up steps that are quick. */
    private static final int SLOW_HABIT = 3;
    private static final long SLOW = 500_000_000;

    private final CpuSession session;
    private final Runnable rehearsal;
    private final Work[] work;
    private final Map<Work, Node> sources;
    private final Scalar[] scalars;
    private final CpuBuffer[] buffers;
    private long runs;
    private long begin;
    private boolean isRehearsed;

    /**
     * A step.
     *
     * @param sources the node that each piece of work is done for
     * @param rehearsal what is begun once the step has become a habit
     */
    CpuStep(CpuSession session, List<Work> work, Map<Work, Node> sources, List<Scalar> scalars,
            Collection<CpuBuffer> buffers, Runnable rehearsal) {
        this.session = session;
        this.rehearsal = rehearsal;
        this.work = work.stream().map(session.team()::prepare).toArray(Work[]::new);
        this.sources = sources;
        this.scalars = scalars.toArray(Scalar[]::new);
        this.buffers = buffers.toArray(CpuBuffer[]::new);
    }

    @Override
    public void run(double[] values) {
        run(values, session.team());
    }

    @Override
    public List<KernelTime> measure(double[] values) {
        Stopwatch stopwatch = new Stopwatch(session.team(), session.arena());
        run(values, stopwatch);
        return stopwatch.times().stream().map(time -> new KernelTime(sources.get(time.kernel()),
                time.kernel().code(), time.calls(), time.nanoseconds())).toList();
    }

    private void run(double[] values, Runner runner) {
        if (values.length != scalars.length) {
            throw new IllegalArgumentException("the step takes " + scalars.length + " scalars, not " + values.length);
        }
        synchronized (session) {
            session.requireOpen();
            for (CpuBuffer buffer : buffers) {
                buffer.requireOpen();
            }
            if (runs == 0) {
                begin = System.nanoTime();
            }
            runs++;
            if (runs % HABIT == 0) {
                session.arena().align();
            }
            if (!isRehearsed && isHabit()) {
                isRehearsed = true;
                rehearsal.run();
            }
            for (int i = 0; i < scalars.length; i++) {
                scalars[i].set(session.arena(), values[i]);
            }
            session.team().begin();
            for (Work one : work) {
                runner.run(one);
            }
        }
    }

    private boolean isHabit() {
        return runs == HABIT || runs >= SLOW_HABIT && System.nanoTime() - begin > SLOW;
    }
}
