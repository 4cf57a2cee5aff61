package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.UseRequest.Weights;
import org.fascicle.workbench.WorkbenchException;

/** Which of the states that a run has kept holds the weights that somebody asks for. */
final class KeptWeights {
    private KeptWeights() {
    }

    /**
     * That state, which is the run's own.
     *
     * @param stopsByBest whether the run was tested with the weights of its best epoch
     * @throws WorkbenchException when the run has none, it cannot be read, or it is of another run or another model
     */
    static Checkpoint of(StoredRun run, Weights which, boolean stopsByBest) throws WorkbenchException {
        boolean best = which == Weights.BEST || which == Weights.TESTED && stopsByBest;
        Path file = run.folder().resolve(best ? RunFolder.BEST : RunFolder.CHECKPOINT);
        if (!Files.exists(file)) {
            throw WorkbenchException.missing("the run " + run.name() + " has no " + (best ? "best" : "last")
                    + " weights: there is no " + file, "let it reach the end of an epoch: fascicle resume "
                    + run.name());
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.read(file);
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the run " + run.name() + " cannot be used: "
                    + e.getMessage(), remedy(best), e);
        }
        if (run.record().isPresent()) {
            requireOwn(file, checkpoint, run.record().get(), best);
        }
        return checkpoint;
    }

    private static String remedy(boolean best) {
        return "restore the file, or ask for other weights with --weights " + (best ? "last" : "best");
    }

    private static void requireOwn(Path file, Checkpoint checkpoint, RunRecord record, boolean best)
            throws WorkbenchException {
        if (!isOf(checkpoint, record)) {
            throw WorkbenchException.wrong(file + ofAnother(checkpoint, record), remedy(best));
        }
        List<HostTensor> parameters = checkpoint.tensors().entrySet().stream()
                .filter(entry -> Variable.Kind.PARAMETER.isOf(entry.getKey())).map(entry -> entry.getValue()).toList();
        long values = parameters.stream().mapToLong(HostTensor::elements).sum();
        if (record.parameters() > 0 && values != record.parameters()) {
            throw WorkbenchException.wrong(file + " is of another model: it has " + values + " parameters in "
                    + parameters.size() + " tensors, and the run " + record.run() + " has " + record.parameters(),
                    remedy(best));
        }
    }

    static boolean isOf(Checkpoint checkpoint, RunRecord record) {
        return checkpoint.run().equals(record.run()) && checkpoint.seed() == record.provenance().seed();
    }

    /** Whose a state is that is not a run's own, said behind its file. */
    static String ofAnother(Checkpoint checkpoint, RunRecord record) {
        return " is of the run " + checkpoint.run() + " with the seed " + checkpoint.seed() + ", not of " + record.run()
                + " with the seed " + record.provenance().seed();
    }

    /** What can be done with the best weights of a run, where they are whole and its own. */
    static Optional<String> useOfBest(StoredRun run, RunRecord record) {
        Path file = run.folder().resolve(RunFolder.BEST);
        try {
            if (Files.exists(file) && isOf(Checkpoint.read(file), record)) {
                return Optional.of(RunFolder.BEST + " is whole: \"fascicle predict " + run.folder()
                        + " FILE --weights best\" uses it, and \"fascicle export " + run.folder()
                        + " weights.safetensors --weights best\" gives weights for train.initialWeights of a new run");
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** What these weights are, for people. */
    static String words(Checkpoint checkpoint, boolean average) {
        return (average ? "the average of the weights" : "the weights") + (checkpoint.step() == 0
                ? " that it began with" : " of epoch " + checkpoint.epoch());
    }
}
