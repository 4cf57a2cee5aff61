package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.log.Log;

/**
 * The folder of several runs: a folder for each of them, the experiment that they are runs of, and {@code set.json},
 * what they come to together. It follows from the records of the runs, and is written for whoever reads the folder;
 * so it is made anew whenever it is looked at.
 */
final class SetFolder {
    static final String SUMMARY = "set.json";
    private static final Log LOG = new Log(SetFolder.class);
    private final Path path;
    private final RunSet plan;

    /** Whether a process works at the runs, between two of them too. */
    private enum Work { GOES_ON, IS_OVER, WAS_CUT_OFF }

    private SetFolder(Path path, RunSet plan) {
        this.path = path;
        this.plan = plan;
    }

    /** Whether a folder is one of several runs. */
    static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(SUMMARY));
    }

    /** The name of a run among the runs of one experiment. */
    static String name(Experiment run) {
        return "seed-" + run.seed() + run.data().fold().map(fold -> "-fold-" + fold).orElse("");
    }

    /** Begins a set in a folder that exists. */
    static SetFolder begin(Path path, Experiment experiment, String yaml) throws IOException {
        List<RunSet.Member> members = experiment.runs().stream()
                .map(run -> RunSet.Member.waiting(name(run), run.seed(), run.data().fold().orElse(0))).toList();
        SetFolder set = new SetFolder(path, new RunSet(RunSet.FORMAT, path.getFileName().toString(), experiment.name(),
                Status.RUNNING, Instant.now(), RunProcess.current(), experiment.allSeeds(),
                experiment.data().folds().orElse(0), members, Map.of()));
        set.experiment(yaml);
        set.plan.write(path.resolve(SUMMARY));
        return set;
    }

    /** Goes on with a set. */
    static SetFolder of(Path path, RunSet kept) {
        return new SetFolder(path, new RunSet(kept.format(), kept.set(), kept.experiment(), Status.RUNNING,
                kept.started(), RunProcess.current(), kept.seeds(), kept.folds(), kept.runs(), kept.means()));
    }

    /** Keeps the experiment of all runs with every default spelled out. */
    void experiment(String yaml) throws IOException {
        RunFolder.text(path.resolve(RunFolder.EXPERIMENT), yaml);
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** The folder of one of its runs; it need not exist. */
    Path of(Experiment run) {
        return path.resolve(name(run));
    }

    /**
     * What its runs have come to, which is also kept. Where that cannot be written the runs are not at fault: each has
     * a record of its own.
     *
     * @param working whether this process goes on with it
     */
    StoredSet keep(boolean working) {
        StoredSet now = now(path, plan, working ? Work.GOES_ON : Work.IS_OVER);
        try {
            now.summary().orElseThrow().write(path.resolve(SUMMARY));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", path.resolve(SUMMARY), e.toString());
        }
        return now;
    }

    /** Keeps what has become of the set that a run is one of, if it is. */
    static void refresh(Path run) {
        Path path = run.resolveSibling("");
        if (!is(path)) {
            return;
        }
        StoredSet set = read(path);
        set.summary().filter(now -> now.status() != Status.RUNNING)
                .ifPresent(now -> new SetFolder(path, now).keep(false));
    }

    /** A set, as far as it can be read. */
    static StoredSet read(Path path) {
        try {
            RunSet kept = RunSet.read(path.resolve(SUMMARY));
            return now(path, kept, kept.status() != Status.RUNNING ? Work.IS_OVER
                    : kept.process().hasEnded() ? Work.WAS_CUT_OFF : Work.GOES_ON);
        } catch (IOException | RuntimeException e) {
            return new StoredSet(RunStore.name(path), path, Optional.empty(), List.of(),
                    List.of(SUMMARY + " cannot be read: " + e.getMessage()));
        }
    }

    private static StoredSet now(Path path, RunSet kept, Work work) {
        List<RunSet.Member> members = new ArrayList<>();
        List<StoredRun> begun = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (RunSet.Member member : kept.runs()) {
            Path folder = path.resolve(member.run());
            if (!Files.exists(folder.resolve(RunFolder.RECORD))) {
                members.add(RunSet.Member.waiting(member.run(), member.seed(), member.fold()));
                continue;
            }
            StoredRun run = RunStore.read(folder, false);
            begun.add(run);
            members.add(run.record().map(member::as).orElse(member));
            run.problems().forEach(problem -> problems.add(member.run() + ": " + problem));
        }
        List<RunRecord> done = begun.stream().flatMap(run -> run.record().stream())
                .filter(record -> record.status() == Status.DONE).toList();
        RunSet now = new RunSet(kept.format(), kept.set(), kept.experiment(), status(members, work),
                kept.started(), kept.process(), kept.seeds(), kept.folds(), members,
                Means.of(done));
        return new StoredSet(RunStore.name(path), path, Optional.of(now), begun, problems);
    }

    private static Status status(List<RunSet.Member> members, Work work) {
        List<Status> all = members.stream().map(RunSet.Member::status).toList();
        if (work == Work.GOES_ON || all.contains(Status.RUNNING)) {
            return Status.RUNNING;
        }
        if (all.stream().allMatch(status -> status == Status.DONE)) {
            return Status.DONE;
        }
        return all.contains(Status.FAILED) ? Status.FAILED
                : work == Work.WAS_CUT_OFF || all.contains(Status.BROKEN_OFF) ? Status.BROKEN_OFF : Status.INTERRUPTED;
    }
}
