package org.fascicle.shell.command;

import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how good a run's model is. */
@Command(name = "evaluate", sortOptions = false, description = "Tell how good the model of a run is: on its test "
        + "examples, or on a file of the same columns.",
        footer = {"", "Examples:", "  fascicle evaluate iris-20261120-234538 --weights best",
            "  fascicle evaluate iris-20261120-234538 more.csv"})
public final class EvaluateCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final UseOptions options = new UseOptions();

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public EvaluateCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Evaluation evaluation = desk.workbench().evaluate(options.request());
        evaluation.notes().forEach(note -> desk.err().println("note: " + note));
        if (form.json()) {
            desk.out().println(Json.line(Json.object("run", evaluation.run(), "weights", evaluation.weights(),
                    "on", evaluation.on(), "examples", evaluation.examples(), "figures", evaluation.figures())));
        } else {
            desk.out().println(evaluation.run() + ", " + evaluation.weights() + ", on " + evaluation.on() + " ("
                    + Figures.count(evaluation.examples()) + "): " + Figures.of(evaluation.figures()));
        }
        return ExitCode.DONE.code();
    }
}
