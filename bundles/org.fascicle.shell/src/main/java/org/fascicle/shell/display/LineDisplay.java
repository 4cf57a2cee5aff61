package org.fascicle.shell.display;

import java.io.PrintStream;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.Status;

/** A run for people: a line when it starts, a line an epoch, and the result. */
public final class LineDisplay implements RunListener {
    private final PrintStream out;

    /** A display on a stream. */
    public LineDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void event(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> out.println(started.experiment() + ": "
                    + Figures.count(started.parameters()) + " parameters, seed " + started.seed() + ", backend " + started.backend());
            case RunEvent.Resumed resumed -> resumed(resumed);
            case RunEvent.Epoch epoch -> epoch(epoch);
            case RunEvent.Best best -> best(best);
            case RunProfile profile -> new ProfileTable(profile).print(out);
            case RunEvent.Finished finished -> finished(finished);
            // The command tells a failure, with what to do, on standard error.
            case RunEvent.Failed _ -> { }
        }
        out.flush();
    }

    private void resumed(RunEvent.Resumed resumed) {
        out.println(resumed.run() + " goes on after " + resumed.epoch() + (resumed.epoch() == 1 ? " epoch" : " epochs")
                + (resumed.position() == 0 ? "" : " and " + Figures.count(resumed.position()) + " examples of the next")
                + ", " + Figures.count(resumed.step()) + " steps: seed " + resumed.seed() + ", backend "
                + resumed.backend());
        resumed.notes().forEach(note -> out.println("note: " + note));
    }

    private void epoch(RunEvent.Epoch epoch) {
        out.println("epoch " + epoch.epoch() + "  train: " + Figures.of(epoch.train())
                + (epoch.validation().isEmpty() ? "" : "  validation: " + Figures.of(epoch.validation()))
                + (epoch.test().isEmpty() ? "" : "  test: " + Figures.of(epoch.test()))
                + "  (" + Figures.seconds(epoch.seconds()) + ", " + Figures.count(Math.round(epoch.examplesPerSecond()))
                + " examples/s)");
    }

    private void best(RunEvent.Best best) {
        out.println((best.early() ? "stopped early: " + best.waited() + (best.waited() == 1 ? " epoch" : " epochs")
                + " without a better " + best.figure() + "; the" : "the") + " weights of epoch " + best.epoch()
                + " are tested (" + best.figure() + " " + Figures.of(best.value()) + ")");
    }

    private void finished(RunEvent.Finished finished) {
        if (!finished.test().isEmpty()) {
            out.println("test: " + Figures.of(finished.test()));
        }
        out.println((finished.status() == Status.INTERRUPTED ? "interrupted after " : "done in ")
                + Figures.seconds(finished.seconds()) + ", " + finished.epochs()
                + (finished.epochs() == 1 ? " epoch, " : " epochs, ")
                + Figures.mebibytes(finished.peakMemoryMiB() * (1 << 20)) + " of device memory at most");
        out.println("kept in " + finished.folder());
        if (finished.status() == Status.INTERRUPTED) {
            out.println("\"fascicle resume " + finished.folder() + "\" goes on");
        }
    }
}
