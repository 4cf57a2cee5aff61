package org.fascicle.shell.display;

import java.io.PrintStream;
import java.util.List;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.Status;

/** Runs for people: a line when one starts, a line an epoch, and the result; of several, the mean at the end. */
public final class LineDisplay implements RunListener {
    private final PrintStream out;
    private boolean together;
    private boolean diverged;

    /** A display on a stream. */
    public LineDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void event(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> out.println(started.experiment() + ": "
                    + Figures.count(started.parameters()) + " parameters, "
                    + Figures.place(started.seed(), started.fold()) + ", backend " + started.backend());
            case RunEvent.Resumed resumed -> resumed(resumed);
            case RunEvent.Epoch epoch -> epoch(epoch);
            case RunEvent.Best best -> best(best);
            case RunProfile profile -> new ProfileTable(profile).print(out);
            case RunEvent.Finished finished -> finished(finished);
            // The command tells a failure, with what to do, on standard error.
            case RunEvent.Failed failed -> diverged = failed.diverged();
            case RunEvent.SetStarted set -> {
                together = true;
                out.println(set.experiment() + ": " + set.runs().size() + " runs, " + seeds(set.seeds())
                        + (set.folds() == 0 ? "" : ", " + set.folds() + " folds each"));
            }
            case RunEvent.SetResumed set -> {
                together = true;
                out.println(set.set() + " goes on: " + Figures.done(set.done(), set.runs().size()));
            }
            case RunEvent.SetFinished set -> {
                together = false;
                finished(set);
            }
        }
        out.flush();
    }

    private static String seeds(List<Long> seeds) {
        return seeds.size() == 1 ? "seed " + seeds.getFirst() : "seeds " + seeds.getFirst() + " to " + seeds.getLast();
    }

    private void resumed(RunEvent.Resumed resumed) {
        out.println(resumed.run() + " goes on after " + Figures.count(resumed.epoch(), "epoch")
                + (resumed.position() == 0 ? "" : " and " + Figures.count(resumed.position(), "example")
                        + " of the next")
                + ", " + Figures.count(resumed.step(), "step") + ": " + Figures.place(resumed.seed(), resumed.fold())
                + ", backend " + resumed.backend());
        resumed.notes().forEach(note -> out.println("note: " + note));
    }

    private void epoch(RunEvent.Epoch epoch) {
        out.println("epoch " + epoch.epoch() + "  train: " + Figures.of(epoch.train())
                + (epoch.validation().isEmpty() ? "" : "  validation: " + Figures.of(epoch.validation()))
                + (epoch.test().isEmpty() ? "" : "  test: " + Figures.of(epoch.test()))
                + "  (" + Figures.seconds(epoch.seconds()) + speed(epoch.examplesPerSecond()) + ")");
    }

    /** Of an epoch that was resumed behind its last example there is none. */
    private static String speed(double examplesPerSecond) {
        return examplesPerSecond > 0 ? ", " + Figures.count(Math.round(examplesPerSecond)) + " examples/s" : "";
    }

    private void best(RunEvent.Best best) {
        out.println((best.early() ? "stopped early: " + Figures.count(best.waited(), "epoch")
                + " without a better " + best.figure() + "; the" : "the") + " weights of epoch " + best.epoch()
                + " are tested (" + best.figure() + " " + Figures.of(best.value()) + ")");
    }

    private void finished(RunEvent.Finished finished) {
        if (!finished.test().isEmpty()) {
            out.println("test: " + Figures.of(finished.test()));
        }
        out.println((finished.status() == Status.INTERRUPTED ? "interrupted after " : "done in ")
                + Figures.seconds(finished.seconds()) + ", " + Figures.count(finished.epochs(), "epoch") + ", "
                + Figures.mebibytes(finished.peakMemoryMiB() * (1 << 20)) + " of device memory at most");
        out.println("kept in " + finished.folder());
        // of several runs, the others wait too
        if (finished.status() == Status.INTERRUPTED && !together) {
            out.println("\"fascicle resume " + finished.folder() + "\" goes on");
        }
    }

    private void finished(RunEvent.SetFinished set) {
        if (set.status() != Status.DONE) {
            out.println(Figures.done(set.done(), set.runs().size()));
            // from the last checkpoint it would diverge again
            out.println(diverged ? "begin anew with another learning rate; \"fascicle find-rate " + set.folder()
                    + "/experiment.yaml\" looks for one"
                    : "\"fascicle resume " + set.folder() + "\" goes on with all");
            return;
        }
        out.println("kept together in " + set.folder());
        Means.lines(set).stream().limit(1).forEach(mean -> out.println("mean of " + set.done()
                + " runs, ± 95 % interval, " + mean));
    }
}
