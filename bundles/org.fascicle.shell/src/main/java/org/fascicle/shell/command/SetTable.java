package org.fascicle.shell.command;

import java.io.PrintStream;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Means;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.StoredSet;

/**
 * Several runs for people.
 *
 * @param set the runs
 */
record SetTable(StoredSet set) {
    void print(PrintStream out) {
        out.println("runs " + set.name() + " in " + set.folder());
        set.summary().ifPresent(summary -> print(summary, out));
    }

    private void print(RunSet summary, PrintStream out) {
        Table head = new Table().row("experiment", summary.experiment())
                .row("status", StoredRunJson.word(summary.status()) + ", "
                        + Figures.done(summary.done(), summary.runs().size()))
                .row("started", summary.started());
        Means.lines(summary.means()).forEach(mean -> head.row("mean", mean));
        head.print(out);
        out.println();
        Table table = summary.folds() == 0 ? new Table().row("run", "seed", "status", "epochs", "result")
                : new Table().row("run", "seed", "fold", "status", "epochs", "result");
        for (RunSet.Member run : summary.runs()) {
            String name = set.name() + "/" + run.run();
            String status = StoredRunJson.word(run.status());
            String epochs = run.status() == Status.WAITING ? "" : String.valueOf(run.epochs());
            String result = RunsCommand.result(run.reason(), run.results());
            if (summary.folds() == 0) {
                table.row(name, run.seed(), status, epochs, result);
            } else {
                table.row(name, run.seed(), run.fold(), status, epochs, result);
            }
        }
        table.print(out);
    }
}
