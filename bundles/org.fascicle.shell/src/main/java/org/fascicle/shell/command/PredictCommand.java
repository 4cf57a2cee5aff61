package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a run's model. */
@Command(name = "predict", sortOptions = false, description = "Ask the model of a run. The answer is a table: the "
        + "number of the example, the prediction, and the probability of each class. With a file of examples "
        + "nothing is needed of the data that the run learned from.",
        footer = {"", "Examples:", "  fascicle predict iris-20261120-234538 flowers.csv --out told.csv",
            "  fascicle predict digits-20261120-234538 seven.png --json"})
public final class PredictCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final UseOptions options = new UseOptions();

    @Option(names = "--csv", description = "Print the table as CSV, with the probability of every class.")
    private boolean csv;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the answer there: as CSV, or with --json as "
            + "JSON.")
    private Path out;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public PredictCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Predictions predictions = desk.workbench().predict(options.request());
        predictions.notes().forEach(note -> desk.err().println("note: " + note));
        PredictionTable table = new PredictionTable(predictions);
        if (out == null && !csv && !form.json()) {
            table.print(desk.out());
            return ExitCode.DONE.code();
        }
        List<String> lines = form.json() ? table.json() : table.csv();
        if (out == null) {
            lines.forEach(desk.out()::println);
            return ExitCode.DONE.code();
        }
        try {
            Files.write(out, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, out + " cannot be written: " + e,
                    "give another file with --out", e);
        }
        desk.err().println(Figures.count(predictions.rows().size(), "example") + " of " + predictions.on() + " told by "
                + predictions.weights() + " of " + predictions.run() + " in " + out);
        return ExitCode.DONE.code();
    }
}
