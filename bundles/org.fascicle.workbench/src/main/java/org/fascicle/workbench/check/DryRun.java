package org.fascicle.workbench.check;

import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.run.Parts;
import org.fascicle.workbench.run.Preparation;
import org.fascicle.workbench.run.Prepared;
import org.fascicle.workbench.run.Trainer;

/** A run up to its first step: what a check finds, and then the step compiled on its device with all its variables. */
public final class DryRun {
    private final Preparation preparation;
    private final ModelCheck check;

    /** A dry run that prepares as a run does. */
    public DryRun(Preparation preparation) {
        this.preparation = preparation;
        this.check = new ModelCheck(preparation);
    }

    /**
     * The layers, what they cost, and what they need.
     *
     * @throws WorkbenchException with everything for which the run could not begin
     */
    public ModelReport report(RunRequest request, Picture picture) throws WorkbenchException {
        ModelReport report = check.check(request, picture);
        if (report.memory().total() <= report.memory().budget()) {
            compile(preparation.prepare(request, picture));
        }
        return report;
    }

    private void compile(Prepared prepared) throws WorkbenchException {
        Experiment experiment = prepared.experiment();
        Splits splits = preparation.open(prepared, experiment.seed());
        Parts parts = preparation.parts(prepared, splits, experiment);
        Task task = preparation.task(prepared, parts);
        try (Session session = prepared.backend().backend().open(prepared.backend().device(), prepared.limits())) {
            Trainer.prepare(new Learner(task, prepared.backend().backend(), session, experiment.seed()), experiment,
                    experiment.data().batchOf(parts.train().size()));
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
        }
    }
}
