package org.fascicle.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fascicle.experiment.Experiment;
import org.fascicle.workbench.Tools;
import org.fascicle.workbench.Workbench;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures cases. */
@Command(name = "bench", sortOptions = false, description = "Measure how fast programs run: median and spread of a "
        + "step, rate, share of what the machine can do, garbage, and time until it is fast.")
final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int INTERRUPTED = 130;
    private static final int MOST_THREADS = 1024;
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

    @Option(names = "--threads", paramLabel = "N", description = "Threads; all processors by default.")
    private Integer threads;

    @Option(names = "--against", paramLabel = "PYTHON",
            description = "Alternate with PyTorch, run by this python, and tell how the two compare.")
    private String python;

    @Option(names = "--compile", description = "With --against: let compiled variants of PyTorch take part.")
    private boolean compile;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "9", description = "Windows to take; 9 by default.")
    private int windows;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "0.3",
            description = "Length of a window; 0.3 by default.")
    private double seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "20",
            description = "The most seconds to wait until a program gets no faster; 20 by default.")
    private double warmUp;

    @Option(names = "--patience", paramLabel = "S", defaultValue = "30", description = "Seconds after which windows "
            + "in which other processes were at work have to do; 30 by default.")
    private double patience;

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
        int used = Optional.ofNullable(threads).orElse(Runtime.getRuntime().availableProcessors());
        if (used < 1 || used > MOST_THREADS || windows < 1 || !(seconds >= 0) || !(warmUp >= 0) || !(patience >= 0)) {
            throw WorkbenchException.wrong("these cannot be: --threads " + used + ", --windows " + windows
                    + ", --seconds " + seconds + ", --warm-up " + warmUp + ", --patience " + patience,
                    "threads are 1 to " + MOST_THREADS + ", windows 1 or more, and times not below 0");
        }
        Plan plan = new Plan(windows, seconds, warmUp, patience);
        Report report = json ? new Report.Objects(out, new JsonMapper()) : new Report.Lines(out);
        try (Tools tools = workbench.tools(backend)) {
            Map<String, Case> chosen = cases.choose(names, tools.contributions());
            if (python == null) {
                measure(chosen, new Bench(tools, used, plan, Optional.empty()), report);
            } else {
                try (Rival rival = new Rival(python, used, compile)) {
                    measure(chosen, new Bench(tools, used, plan, Optional.of(rival)), report);
                } catch (RivalException ended) {
                    throw new WorkbenchException(WorkbenchException.Kind.FAILED, "PyTorch cannot go on: "
                            + ended.getMessage(), "without --against only this workbench is measured", ended);
                }
            }
        }
        return Thread.interrupted() ? INTERRUPTED : DONE;
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
