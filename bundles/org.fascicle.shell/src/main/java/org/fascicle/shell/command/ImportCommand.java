package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a run of weights. */
@Command(name = "import", sortOptions = false, description = "Make a run of weights from a safetensors file, which "
        + "must hold those of the experiment's model by path. The run can be asked, evaluated, exported and gone on "
        + "with. To train from such weights at once, \"run\" takes their file as train.initialWeights.",
        footer = {"", "Example:", "  fascicle import digits digits.safetensors --out taken",
            "  fascicle evaluate taken", "  fascicle run digits --set train.initialWeights=digits.safetensors"})
public final class ImportCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Parameters(paramLabel = "WEIGHTS", index = "1", description = "A safetensors file.")
    private Path weights;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep the run in this folder.")
    private Path out;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ImportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        RunReport report = desk.workbench().importWeights(weights, options.request(out, false, List.of()));
        if (report.record().status() == Status.FAILED) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, report.record().reason(), report.hint(),
                    report.cause().orElse(null));
        }
        if (form.json()) {
            desk.out().println(Json.line(Json.object("run", report.record().run(), "experiment",
                    report.record().experiment(), "parameters", report.record().parameters(), "folder",
                    report.folder().toString())));
        } else {
            desk.out().println(report.record().experiment() + ": " + Figures.count(report.record().parameters())
                    + " parameters from " + weights);
            desk.out().println("kept in " + report.folder());
        }
        return ExitCode.DONE.code();
    }
}
