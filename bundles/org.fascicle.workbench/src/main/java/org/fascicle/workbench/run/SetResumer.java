package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.RunsReport;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/**
 * Goes on with several runs of one experiment: those that are done are left alone, one that was broken off goes on from
 * its checkpoint, and those whose turn had not come begin.
 */
public final class SetResumer {
    private final Preparation preparation;
    private final RunStore store;
    private final Runner runner;
    private final Resumer resumer;

    /**
     * @param preparation turns requests into things
     * @param store keeps runs
     * @param runner begins runs
     * @param resumer goes on with a run
     */
    public SetResumer(Preparation preparation, RunStore store, Runner runner, Resumer resumer) {
        this.preparation = preparation;
        this.store = store;
        this.runner = runner;
        this.resumer = resumer;
    }

    /**
     * Goes on with the runs of a set, to the end of all.
     *
     * @throws WorkbenchException when they cannot go on
     */
    public RunsReport resume(ResumeRequest request, StoredSet set, Picture picture, RunListener listener,
            Cancellation cancellation) throws WorkbenchException {
        RunSet summary = set.summary().orElseThrow(() -> new WorkbenchException(WorkbenchException.Kind.FAILED, "the "
                + "runs of " + set.folder() + " cannot be resumed: " + String.join("; ", set.problems()), "", null));
        if (summary.status() == Status.RUNNING) {
            throw WorkbenchException.wrong("the runs of " + set.name() + " are at work in the process "
                    + summary.process().id(), "wait until they end, or end that process");
        }
        List<RunRecord> begun = set.runs().stream().map(StoredRun::record).flatMap(Optional::stream).toList();
        if (!begun.isEmpty()) {
            Resumer.requirePresent(begun.getFirst(), picture);
        }
        Prepared prepared = preparation.prepare(request(request, set, begun), picture);
        List<Experiment> runs = prepared.experiment().runs();
        requireSame(set, summary, runs);
        Remainder remainder = new Remainder(request, prepared.experiment());
        if (summary.runs().stream().allMatch(remainder::isDone)) {
            throw nothingLeft(request, set, summary);
        }
        if (!begun.isEmpty()) {
            Resumer.requireSameData(begun.getFirst(), preparation.open(prepared,
                    begun.getFirst().provenance().seed()));
        }
        SetFolder folder = SetFolder.of(set.folder(), summary);
        if (request.epochs().isPresent()) {
            experiment(folder, prepared);
        }
        listener.event(new RunEvent.SetResumed(summary.set(), summary.experiment(), Series.names(summary),
                summary.done(), set.folder().toString()));
        return Series.through(folder, runs, (run, path) -> {
            RunSet.Member member = summary.runs().get(runs.indexOf(run));
            if (remainder.isDone(member)) {
                return Optional.empty();
            }
            return Optional.of(member.status() == Status.WAITING
                    ? runner.ready(prepared, run).train(() -> store.createAgain(path), listener, cancellation)
                    : resumer.resume(remainder.request(member, path), picture, listener, cancellation));
        }, listener, cancellation);
    }

    /**
     * What is left to do.
     *
     * @param asked what somebody asked for
     * @param experiment the experiment of all runs
     */
    private record Remainder(ResumeRequest asked, Experiment experiment) {
        /** A run that stopped early is done with fewer epochs than the experiment has. */
        boolean isDone(RunSet.Member run) {
            return run.status() == Status.DONE && (run.epochs() >= experiment.train().epochs()
                    || asked.epochs().isEmpty() && experiment.train().earlyStopping().wanted());
        }

        /** Runs that are done already go on to the length of the others. */
        ResumeRequest request(RunSet.Member run, Path folder) {
            boolean longer = asked.epochs().isPresent() || run.status() == Status.DONE;
            OptionalInt epochs = longer && run.epochs() < experiment.train().epochs()
                    ? OptionalInt.of(experiment.train().epochs()) : OptionalInt.empty();
            return new ResumeRequest(folder.toString(), epochs, asked.data(), asked.backend(), asked.threads(),
                    asked.memory(), asked.profile());
        }
    }

    private static RunRequest request(ResumeRequest request, StoredSet set, List<RunRecord> begun) {
        List<String> changes = new ArrayList<>();
        request.epochs().ifPresent(epochs -> changes.add("train.epochs=" + epochs));
        Optional<String> backend = request.backend().or(() -> begun.stream().map(RunRecord::provenance)
                .map(Provenance::backend).findFirst());
        return new RunRequest(set.folder().resolve(RunFolder.EXPERIMENT).toString(), changes, request.data(), backend,
                OptionalLong.empty(), request.threads(), request.memory(), Optional.empty(), request.profile());
    }

    private static void requireSame(StoredSet set, RunSet summary, List<Experiment> runs) throws WorkbenchException {
        List<String> names = runs.stream().map(SetFolder::name).toList();
        if (!names.equals(Series.names(summary))) {
            throw WorkbenchException.wrong("the runs of " + set.name() + " are " + String.join(", ",
                    Series.names(summary)) + ", and its " + RunFolder.EXPERIMENT + " has " + String.join(", ", names),
                    "restore the file, or begin anew: fascicle run " + set.folder().resolve(RunFolder.EXPERIMENT));
        }
    }

    private static WorkbenchException nothingLeft(ResumeRequest request, StoredSet set, RunSet summary) {
        int epochs = summary.runs().stream().mapToInt(RunSet.Member::epochs).max().orElse(0);
        if (request.epochs().isPresent()) {
            return WorkbenchException.wrong("--epochs " + request.epochs().getAsInt() + " asks for no more than the "
                    + "runs of " + set.name() + " have: " + epochs, "give the number of epochs that each is to have in "
                    + "all, such as --epochs " + 2 * epochs);
        }
        return WorkbenchException.wrong("the runs of " + set.name() + " are done, all " + summary.runs().size(),
                "train each of them longer with --epochs, such as --epochs " + 2 * epochs + ", or begin anew: "
                + "fascicle run " + set.folder().resolve(RunFolder.EXPERIMENT));
    }

    private static void experiment(SetFolder folder, Prepared prepared) throws WorkbenchException {
        try {
            folder.experiment(prepared.reader().write(prepared.experiment()));
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, folder.path() + " cannot be written: " + e,
                    "look for space on the disk", e);
        }
    }
}
