package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Profile;
import org.fascicle.compiler.step.ProgramCounts;
import org.fascicle.experiment.run.RunProfile;

/** A run that is measured, from the making of its first program. */
final class Measurement {
    private static final double SECOND = 1e9;
    private static final double MILLISECOND = 1e6;
    private final Learner learner;
    private final Profile profile = new Profile();
    private final long start = System.nanoTime();

    /** Has a learner that has done nothing measure its steps. */
    Measurement(Learner learner) {
        this.learner = learner;
        learner.measure(profile);
    }

    /**
     * What was measured so far.
     *
     * @param waited how long training waited for data, in nanoseconds
     */
    RunProfile result(long waited) {
        ProgramCounts counts = learner.counts();
        return new RunProfile((System.nanoTime() - start) / SECOND,
                new RunProfile.Programs(counts.traced(), counts.compiled(), counts.found(), counts.tracedNodes(),
                        counts.loweredNodes()),
                new RunProfile.Kernels(profile.kernels(), profile.code()),
                new RunProfile.Times(counts.traceNanoseconds() / SECOND, counts.compileNanoseconds() / SECOND,
                        counts.bindNanoseconds() / SECOND, waited / SECOND, profile.feedNanoseconds() / SECOND,
                        profile.stepNanoseconds() / SECOND, profile.steps()),
                rows());
    }

    private List<RunProfile.Row> rows() {
        double whole = Math.max(1, profile.stepNanoseconds());
        List<RunProfile.Row> rows = new ArrayList<>();
        long rest = profile.stepNanoseconds();
        for (Profile.Row row : profile.rows()) {
            rows.add(new RunProfile.Row(row.key().phase(), row.key().layer(), row.key().operation(), row.calls(),
                    row.nanoseconds() / MILLISECOND, row.nanoseconds() / whole,
                    row.flops() / Math.max(1, row.nanoseconds())));
            rest -= row.nanoseconds();
        }
        rows.add(new RunProfile.Row("", "", rows.isEmpty() ? "not measured by the backend" : "between kernels",
                profile.steps(), rest / MILLISECOND, rest / whole, 0));
        return rows;
    }
}
