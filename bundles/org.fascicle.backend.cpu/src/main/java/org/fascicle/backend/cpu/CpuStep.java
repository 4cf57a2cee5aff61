package org.fascicle.backend.cpu;

import java.util.Collection;
import java.util.List;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.machine.Team;
import org.fascicle.backend.cpu.machine.Work;

/** Work in order, on bound buffers. */
final class CpuStep implements Step {
    private final CpuSession session;
    private final Work[] work;
    private final Scalar[] scalars;
    private final CpuBuffer[] buffers;

    CpuStep(CpuSession session, List<Work> work, List<Scalar> scalars, Collection<CpuBuffer> buffers) {
        this.session = session;
        this.work = work.toArray(Work[]::new);
        this.scalars = scalars.toArray(Scalar[]::new);
        this.buffers = buffers.toArray(CpuBuffer[]::new);
        work.forEach(session.team()::reserve);
    }

    @Override
    public void run(double[] values) {
        if (values.length != scalars.length) {
            throw new IllegalArgumentException("the step takes " + scalars.length + " scalars, not " + values.length);
        }
        synchronized (session) {
            session.requireOpen();
            for (CpuBuffer buffer : buffers) {
                buffer.requireOpen();
            }
            for (int i = 0; i < scalars.length; i++) {
                scalars[i].set(session.arena(), values[i]);
            }
            Team team = session.team();
            for (Work one : work) {
                team.run(one);
            }
        }
    }
}
