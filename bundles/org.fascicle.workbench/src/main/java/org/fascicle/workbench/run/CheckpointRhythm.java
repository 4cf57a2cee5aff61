package org.fascicle.workbench.run;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.fascicle.experiment.Checkpoints;

/** Tells when a checkpoint is due in the midst of an epoch. */
final class CheckpointRhythm {
    private final Checkpoints wanted;
    private final LongSupplier nanos;
    private long kept;

    /**
     * @param wanted what the experiment asks for
     * @param nanos a clock that counts nanoseconds from wherever it likes
     */
    CheckpointRhythm(Checkpoints wanted, LongSupplier nanos) {
        this.wanted = wanted;
        this.nanos = nanos;
        this.kept = nanos.getAsLong();
    }

    /** Whether one is due after so many steps. */
    boolean isDue(long step) {
        return wanted.everySteps() > 0 && step % wanted.everySteps() == 0 || wanted.everySeconds() > 0
                && nanos.getAsLong() - kept >= TimeUnit.SECONDS.toNanos(wanted.everySeconds());
    }

    /** One was written, for whatever reason. */
    void kept() {
        kept = nanos.getAsLong();
    }
}
