package org.fascicle.workbench.run;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.workbench.RateRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/**
 * Trains a model for some batches with a learning rate that grows from one to the next (Smith: Cyclical learning rates
 * for training neural networks, 2017, section 3.3), until the loss is lost. It keeps no run and no weights.
 */
public final class RateFinder {
    private static final String LOSS = "loss";
    private final Preparation preparation;

    /** A search that prepares as a run does. */
    public RateFinder(Preparation preparation) {
        this.preparation = preparation;
    }

    /**
     * The losses, as far as the largest rate or until somebody asks to end.
     *
     * @throws WorkbenchException when the experiment is wrong, or its data cannot be read
     */
    public RateCurve find(RateRequest request, Picture picture, Cancellation cancellation) throws WorkbenchException {
        Prepared prepared = preparation.prepare(request.run(), picture);
        Experiment experiment = prepared.experiment();
        Splits splits = preparation.open(prepared, experiment.seed());
        Parts parts = preparation.parts(prepared, splits, experiment);
        Split train = parts.train();
        Task task = preparation.task(prepared, parts);
        int batch = experiment.data().batchOf(train.size());
        preparation.trace(prepared, task, batch);
        BackendChoice backend = prepared.backend();
        try (Session session = backend.backend().open(backend.device(), prepared.limits())) {
            Learner learner = new Learner(task, backend.backend(), session, experiment.seed());
            return curve(request, experiment, learner, train, batch, cancellation);
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "", e);
        } catch (Loader.ReadException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "the dataset is at fault", e);
        }
    }

    /** As many epochs as it takes, each in an order of its own; whole batches alone, so that losses compare. */
    private static RateCurve curve(RateRequest request, Experiment experiment, Learner learner, Split train, int batch,
            Cancellation cancellation) throws Loader.ReadException {
        RateCurve curve = new RateCurve(experiment.name(), List.of());
        int steps = train.size() / batch;
        BatchBuffers buffers = BatchBuffers.of(train, batch, steps * batch);
        for (int epoch = 1; curve.points().size() < request.batches(); epoch++) {
            int[] order = IntStream.of(ThreefryRandom.of(experiment.seed(), "shuffle").fork(epoch)
                    .permutation(train.size())).limit((long) steps * batch).toArray();
            try (Loader loader = Loader.start(train, order, buffers)) {
                while (curve.points().size() < request.batches() && loader.next()) {
                    double rate = request.rate(curve.points().size());
                    learner.train(loader.batch(), rate);
                    curve = curve.with(rate, learner.trainingMetrics().get(LOSS));
                    cancellation.check();
                    if (curve.diverged()) {
                        return curve;
                    }
                }
            } catch (CancelledException enough) {
                return curve;
            }
        }
        return curve;
    }
}
