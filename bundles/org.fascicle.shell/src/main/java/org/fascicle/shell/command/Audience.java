package org.fascicle.shell.command;

import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.BarDisplay;
import org.fascicle.shell.display.JsonDisplay;
import org.fascicle.shell.display.LineDisplay;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunsReport;

/**
 * Whoever follows a run at a desk.
 *
 * @param desk where
 * @param form how it is answered
 */
record Audience(Desk desk, Form form) {
    /** What shows the run while it goes on. */
    RunListener display() {
        if (form.json()) {
            return new JsonDisplay(desk.out());
        }
        LineDisplay lines = new LineDisplay(desk.out());
        int columns = desk.columns().getAsInt();
        return columns > 0 ? new BarDisplay(desk.err(), columns, lines) : lines;
    }

    /** Tells why a run failed, if one did; gives the exit code. */
    int end(RunsReport report) {
        report.runs().stream().filter(run -> run.record().status() == Status.FAILED).forEach(this::failed);
        return ExitCode.of(report.status()).code();
    }

    private void failed(RunReport report) {
        desk.err().println("fascicle: the run " + report.record().run() + " failed: " + report.record().reason());
        if (!report.hint().isEmpty()) {
            desk.err().println(report.hint());
        }
        desk.err().println("what there is of it is kept in " + report.folder());
        if (desk.debug()) {
            report.cause().ifPresent(cause -> cause.printStackTrace(desk.err()));
        }
    }
}
