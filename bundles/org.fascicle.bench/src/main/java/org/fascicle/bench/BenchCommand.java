package org.fascicle.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fascicle.experiment.Experiment;
import org.fascicle.workbench.Tools;
import org.fascicle.workbench.Workbench;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures cases. */
@Command(name = "bench", sortOptions = false, description = "Measure how fast programs run: median and spread of a "
        + "step, rate, share of what the machine can do, garbage, and time until it is fast.")
final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private final Workbench workbench;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "CASE", arity = "0..*",
            description = "Names of cases, or beginnings of names; all of them by default.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "List the cases and measure nothing.")
    private boolean list;

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = Experiment.AUTO,
            description = "A backend of \"list backends\", or auto.")
    private String backend;

    @Option(names = "--against", paramLabel = "PYTHON",
            description = "Alternate with PyTorch, run by this python, and tell how the two compare.")
    private String python;

    @Option(names = "--compile", description = "With --against: let compiled variants of PyTorch take part.")
    private boolean compile;

    @Option(names = "--mkl-avx512", description = "With --against: tell also what PyTorch does when its MKL is made to "
            + "take the way with AVX-512 that it takes on processors of its maker; not compared with.")
    private boolean forced;

    @Option(names = "--rival", paramLabel = "COMMAND", description = "Alternate with another program that knows the "
            + "cases and speaks the bench's protocol, which docs/performance.md tells; may be given several times.")
    private List<String> commands = new ArrayList<>();

    @Mixin
    private PlanOptions timing;

    @Option(names = "--check", paramLabel = "NAME", description = "Measure nothing: train the first steps on the "
            + "backend and on the one of this name, and compare the losses.")
    private String check;

    @Option(names = "--json", description = "Print one JSON object a line, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--debug", description = "Tell where an error comes from.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Tell what this command takes.")
    private boolean help;

    BenchCommand(Workbench workbench, PrintStream out, PrintStream err) {
        this.workbench = workbench;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Cases cases = Cases.all();
        if (list) {
            cases.names().forEach(out::println);
            return DONE;
        }
        int used = timing.threads();
        Plan plan = timing.plan();
        Report report = json ? new ReportObjects(out, new JsonMapper()) : new ReportLines(out);
        try (Tools tools = workbench.tools(backend)) {
            Map<String, Case> chosen = cases.choose(names, tools.contributions());
            if (check != null) {
                return compare(chosen, tools, used, report);
            }
            measure(chosen, tools, used, plan, report);
        }
        return Thread.interrupted() ? INTERRUPTED : DONE;
    }

    private int compare(Map<String, Case> chosen, Tools tools, int used, Report report) throws WorkbenchException {
        boolean agree = true;
        try (Tools reference = workbench.tools(check)) {
            for (Map.Entry<String, Case> one : chosen.entrySet()) {
                if (one.getValue().measure() == Case.Measured.TRAINING && !Thread.currentThread().isInterrupted()) {
                    Losses losses = Losses.of(one.getKey(), one.getValue(), tools, reference, used);
                    report.tell(losses);
                    agree &= losses.agree();
                }
            }
        }
        return Thread.interrupted() ? INTERRUPTED : agree ? DONE : FAILED;
    }

    private void measure(Map<String, Case> chosen, Tools tools, int used, Plan plan, Report report)
            throws WorkbenchException {
        try (Rivals rivals = new Rivals()) {
            if (python != null) {
                rivals.startPyTorch(python, used, compile, forced);
            }
            for (String command : commands) {
                rivals.start(command, used);
            }
            measure(chosen, new Bench(tools, used, plan, rivals), report);
        } catch (RivalException ended) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "a rival cannot go on: "
                    + ended.getMessage(), "without --against and --rival only this workbench is measured", ended);
        }
    }

    private void measure(Map<String, Case> chosen, Bench bench, Report report) {
        err.println(bench);
        for (Map.Entry<String, Case> one : chosen.entrySet()) {
            if (!Thread.currentThread().isInterrupted()) {
                report.tell(bench.measure(one.getKey(), one.getValue()));
            }
        }
    }
}
