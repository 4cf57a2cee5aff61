package org.fascicle.backend.cpu;

import java.util.Collection;
import java.util.List;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Team;

/** Kernels in order, on fixed places. */
final class CpuStep implements Step {
    private final CpuSession session;
    private final Kernel[] kernels;
    private final Scalar[] scalars;
    private final CpuBuffer[] buffers;

    CpuStep(CpuSession session, List<Kernel> kernels, List<Scalar> scalars, Collection<CpuBuffer> buffers) {
        this.session = session;
        this.kernels = kernels.toArray(Kernel[]::new);
        this.scalars = scalars.toArray(Scalar[]::new);
        this.buffers = buffers.toArray(CpuBuffer[]::new);
        kernels.forEach(session.team()::reserve);
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
            for (Kernel kernel : kernels) {
                team.run(kernel);
            }
        }
    }
}
