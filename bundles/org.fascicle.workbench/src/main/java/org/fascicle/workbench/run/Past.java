package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Resumption;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.WorkbenchException;

/**
 * What is kept of a run that was broken off, as far as it can be gone on from.
 *
 * @param folder where it is kept
 * @param record the record that it left
 * @param checkpoint the newest state that can be read; empty where the run ended before it had kept one
 * @param fallback whether that is the one before the newest, which cannot be read
 * @param epochs the epochs before that state, each of them
 * @param notes what somebody who goes on should know
 */
record Past(Path folder, RunRecord record, Optional<Checkpoint> checkpoint, boolean fallback,
        List<RunEvent.Epoch> epochs, List<String> notes) {
    Past {
        epochs = List.copyOf(epochs);
        notes = List.copyOf(notes);
    }

    /**
     * The past of a run.
     *
     * @throws WorkbenchException when it is still at work, or nothing can be gone on from
     */
    static Past of(StoredRun run) throws WorkbenchException {
        RunRecord record = run.record().orElseThrow(() -> new WorkbenchException(WorkbenchException.Kind.FAILED,
                "the run " + run.name() + " cannot be resumed: " + String.join("; ", run.problems()), anew(run), null));
        if (record.status() == Status.RUNNING) {
            throw WorkbenchException.wrong("the run " + run.name() + " is at work in the process "
                    + record.process().id(), "wait until it ends, or end that process");
        }
        List<String> notes = new ArrayList<>();
        Optional<Checkpoint> checkpoint = checkpoint(run, record, notes);
        boolean fallback = !notes.isEmpty();
        if (checkpoint.isEmpty() && !run.epochs().isEmpty()) {
            // every other end of a run leaves a checkpoint; one that fails may fail at just that
            if (record.status() == Status.BROKEN_OFF || record.status() == Status.FAILED) {
                notes.add("it ended before its first checkpoint was kept, and begins anew");
                return new Past(run.folder(), record, checkpoint, false, List.of(), notes);
            }
            throw WorkbenchException.missing("the run " + run.name() + " has no checkpoint: there is no "
                    + RunFolder.CHECKPOINT + " in " + run.folder(), remedy(run, record));
        }
        int epochs = checkpoint.map(Checkpoint::epoch).orElse(0);
        List<RunEvent.Epoch> kept = run.epochs().stream().limit(epochs).toList();
        for (int i = 0; i < epochs; i++) {
            if (i >= kept.size() || kept.get(i).epoch() != i + 1) {
                throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the run " + run.name() + " cannot be "
                        + "resumed: its checkpoint is of epoch " + epochs + ", and " + RunFolder.METRICS
                        + " has no line for epoch " + (i + 1) + " in its place"
                        + (run.problems().isEmpty() ? "" : " (" + String.join("; ", run.problems()) + ")"),
                        "restore the file, or begin anew: " + anew(run), null);
            }
        }
        return new Past(run.folder(), record, checkpoint, fallback, kept, notes);
    }

    private static Optional<Checkpoint> checkpoint(StoredRun run, RunRecord record, List<String> notes)
            throws WorkbenchException {
        List<String> unreadable = new ArrayList<>();
        WorkbenchException.Kind kind = WorkbenchException.Kind.FAILED;
        for (String name : List.of(RunFolder.CHECKPOINT, RunFolder.CHECKPOINT_BEFORE)) {
            Path file = run.folder().resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            try {
                Checkpoint read = Checkpoint.read(file);
                if (KeptWeights.isOf(read, record)) {
                    unreadable.forEach(problem -> notes.add(problem + "; the checkpoint before it is taken"));
                    return Optional.of(read);
                }
                unreadable.add(file + KeptWeights.ofAnother(read, record));
                kind = WorkbenchException.Kind.WRONG_REQUEST;
            } catch (IOException e) {
                unreadable.add(e.getMessage());
            }
        }
        if (unreadable.isEmpty()) {
            return Optional.empty();
        }
        throw new WorkbenchException(kind, "the run " + run.name() + " has no checkpoint that it can be resumed from: "
                + String.join("; ", unreadable), remedy(run, record), null);
    }

    private static String remedy(StoredRun run, RunRecord record) {
        return "restore the file, or begin anew: " + anew(run)
                + KeptWeights.useOfBest(run, record).map(use -> "\n" + use).orElse("");
    }

    private static String anew(StoredRun run) {
        return "fascicle run " + run.folder().resolve(RunFolder.EXPERIMENT);
    }

    /** Steps that are done. */
    long step() {
        return checkpoint.map(Checkpoint::step).orElse(0L);
    }

    /** How often it went on so far, this time included. */
    List<Resumption> resumptions() {
        List<Resumption> all = new ArrayList<>(record.resumed());
        all.add(new Resumption(Instant.now(), epochs.size(), step(), notes));
        return List.copyOf(all);
    }

    /** The same with more to know. */
    Past with(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Past(folder, record, checkpoint, fallback, epochs, all);
    }
}
