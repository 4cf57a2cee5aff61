package org.fascicle.shell;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.data.Draft;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.config.Option;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Spread;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.DraftRequest;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.Exported;
import org.fascicle.workbench.Finding;
import org.fascicle.workbench.Item;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.RateReport;
import org.fascicle.workbench.RateRequest;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.RunsReport;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.Tools;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.Workbench;
import org.fascicle.workbench.WorkbenchException;

/** A workbench that remembers what it was asked, and answers as it was told. */
final class FakeWorkbench implements Workbench {
    final List<RunRequest> requests = new ArrayList<>();
    final List<ExportRequest> exports = new ArrayList<>();
    final List<Path> imports = new ArrayList<>();
    final List<UseRequest> uses = new ArrayList<>();
    final List<DraftRequest> drafts = new ArrayList<>();
    final List<RunRequest> dry = new ArrayList<>();
    final List<ResumeRequest> resumed = new ArrayList<>();
    final List<Status> statuses = new ArrayList<>(List.of(Status.DONE));
    /** Test figures of past runs that are done, by name. */
    final Map<String, Map<String, Double>> done = new HashMap<>();
    boolean empty;
    Optional<WorkbenchException> refusal = Optional.empty();
    Optional<RuntimeException> bug = Optional.empty();
    ModelReport.Memory memory = new ModelReport.Memory(100, 10, 1, 1000);

    @Override
    public RunsReport run(RunRequest request, RunListener listener) throws WorkbenchException {
        answer(request);
        List<RunReport> reports = new ArrayList<>();
        if (statuses.size() > 1) {
            listener.event(new RunEvent.SetStarted("lines", "line", List.of(1L, 2L), 0, List.of("line-1", "line-2"),
                    "/runs/lines"));
        }
        for (Status status : statuses) {
            int number = reports.size() + 1;
            Map<String, Double> test = Map.of("accuracy", number / 4.0);
            listener.event(new RunEvent.Started("line-" + number, "line", number, "plain", "plain", 1234567, 0));
            listener.progress(1, 1, 2);
            listener.event(new RunEvent.Epoch(1, 2, 0.5, 1000, Map.of("loss", 0.25), Map.of("loss", 0.5), Map.of()));
            listener.event(status == Status.FAILED ? new RunEvent.Failed("it broke", "mend it")
                    : new RunEvent.Finished("line-" + number, status, 1.5, 1, test, 2, "/runs/line-" + number));
            reports.add(new RunReport(record("line-" + number, status, test), Path.of("/runs/line-" + number),
                    status == Status.FAILED ? "mend it" : "", Optional.of(new IllegalStateException("the cause"))));
        }
        if (statuses.size() == 1) {
            return RunsReport.of(reports.getFirst());
        }
        StoredSet set = lines(statuses.getLast());
        RunSet summary = set.summary().orElseThrow();
        listener.event(new RunEvent.SetFinished("lines", summary.status(), List.of("line-1", "line-2"), summary.done(),
                Map.of(), Map.of(), summary.means().get("test"), "/runs/lines"));
        return new RunsReport(reports, Optional.of(set));
    }

    /** Two runs, of which the second is as it is told. */
    private static StoredSet lines(Status second) {
        RunSet.Member first = new RunSet.Member("line-1", 1, 0, Status.DONE, 4,
                Map.of("test", Map.of("accuracy", 0.25)), "");
        RunSet.Member last = new RunSet.Member("line-2", 2, 0, second, 3, Map.of("test", Map.of("accuracy", 0.5)), "");
        return new StoredSet("lines", Path.of("/runs/lines"), Optional.of(new RunSet(RunSet.FORMAT, "lines", "line",
                second, Instant.EPOCH.plusSeconds(60), RunProcess.UNKNOWN, List.of(1L, 2L), 0, List.of(first, last),
                Map.of("test", Map.of("accuracy", new Spread(0.375, 1.5, 0.1767, 0.25, 0.5, 2))))),
                List.of(new StoredRun("line-1", Path.of("/runs/lines/line-1"), Optional.of(record("line-1", Status.DONE,
                        Map.of("accuracy", 0.25))), List.of(), List.of())), List.of());
    }

    @Override
    public List<StoredSet> sets() {
        return empty ? List.of() : List.of(lines(Status.INTERRUPTED));
    }

    @Override
    public Optional<StoredSet> set(String name) {
        return name.equals("lines") ? Optional.of(lines(Status.INTERRUPTED)) : Optional.empty();
    }

    @Override
    public RunsReport resume(ResumeRequest request, RunListener listener) throws WorkbenchException {
        resumed.add(request);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Status status = statuses.getFirst();
        listener.event(new RunEvent.Resumed(request.run(), "line", 1, "plain", "plain", 1234567, 1, 14, 192,
                List.of("the backend was slow and is plain"), 2));
        listener.event(new RunEvent.Finished(request.run(), status, 1.5, 1, Map.of(), 2, "/runs/" + request.run()));
        return RunsReport.of(new RunReport(record(request.run(), status, Map.of()), Path.of("/runs/" + request.run()),
                "", Optional.empty()));
    }

    private static RunRecord record(String name, Status status, Map<String, Double> test) {
        return new RunRecord(RunRecord.FORMAT, name, "line", status, Instant.EPOCH, 1.5, 1, 2, 1234567,
                Map.of("test", test), status == Status.FAILED ? "it broke" : "",
                new Provenance("1", List.of(), List.of(), "00", "", 1, 0, "plain", "plain", 1, "jvm", "system"),
                RunProcess.UNKNOWN, List.of());
    }

    private void answer(RunRequest request) throws WorkbenchException {
        requests.add(request);
        if (bug.isPresent()) {
            throw bug.get();
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public ModelReport check(RunRequest request) throws WorkbenchException {
        answer(request);
        return new ModelReport("line", Map.of("x", Shape.of(1)),
                List.of(new ModelReport.LayerRow("0", "dense", Shape.of(2), 4, 6)), 4,
                64, 6, 1_250_000, memory, "plain", "a device");
    }

    @Override
    public ModelReport dryRun(RunRequest request) throws WorkbenchException {
        dry.add(request);
        return check(request);
    }

    @Override
    public RateReport findRate(RateRequest request) throws WorkbenchException {
        answer(request.run());
        RateCurve curve = new RateCurve("line", List.of());
        for (int i = 0; i < 20; i++) {
            curve = curve.with(request.rate(i), 20 - i);
        }
        return new RateReport(curve, true, Optional.of(Path.of("/rates/line.png")));
    }

    @Override
    public Tools tools(String backend) throws WorkbenchException {
        throw WorkbenchException.missing("there is no backend here", "");
    }

    @Override
    public Draft draft(DraftRequest request) throws WorkbenchException {
        drafts.add(request);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return new Draft("experiment: " + request.name() + "\n", List.of("3 rows, 2 columns"));
    }

    @Override
    public Predictions predict(UseRequest request) {
        uses.add(request);
        return new Predictions(request.run(), "the weights of epoch 7", "flowers.csv", List.of("a", "b, \"c\""),
                List.of(new Predictions.Row("a", List.of(0.75, 0.25), Optional.of("a")),
                        new Predictions.Row("b, \"c\"", List.of(0.125, 0.875), Optional.of("a"))),
                List.of("the column `id` is not read"));
    }

    @Override
    public Evaluation evaluate(UseRequest request) {
        uses.add(request);
        return new Evaluation(request.run(), "the weights of epoch 7", "the test examples", 30,
                Map.of("accuracy", 0.5), List.of());
    }

    @Override
    public Exported exportWeights(ExportRequest request) {
        exports.add(request);
        return new Exported(request.file(), request.run(), "the weights of epoch 7", 4, 1234567);
    }

    @Override
    public RunReport importWeights(Path weights, RunRequest request) throws WorkbenchException {
        imports.add(weights);
        answer(request);
        Status status = statuses.getFirst() == Status.DONE ? Status.INTERRUPTED : statuses.getFirst();
        return new RunReport(record("line-1", status, Map.of()), Path.of("/runs/line-1"), "mend it", Optional.empty());
    }

    @Override
    public List<Item> list(String kind) {
        return List.of(new Item("layer", "dense", "every output sums \"all\" inputs", "bundle", "1.0.0"));
    }

    @Override
    public Description describe(String kind, String name) {
        return new Description(Kind.LAYER, name, "about it", List.of("The formula."), "in: [n] → out: [n]", "bundle",
                "1.0.0", List.of(
                new Option("units", "whole number", Optional.empty(), "at least 1", "how many"),
                new Option("bias", "true or false", Optional.of("true"), "", "")), "dense: {units: 4}");
    }

    @Override
    public String schema() {
        return "{}";
    }

    @Override
    public boolean uninstall(String plugin) {
        return true;
    }

    @Override
    public List<Finding> doctor(String name) {
        return List.of(Finding.fine("backend", "plain", "a device"), Finding.fault("data", "mnist", "missing\nfiles"));
    }

    @Override
    public List<StoredRun> runs() {
        return empty ? List.of() : List.of(new StoredRun("line-1", Path.of("/runs/line-1"),
                Optional.of(record("line-1", Status.DONE, Map.of("accuracy", 0.5))), List.of(), List.of()),
                new StoredRun("torn", Path.of("/runs/torn"), Optional.empty(), List.of(), List.of("no run.json")));
    }

    @Override
    public StoredRun show(String run) {
        Optional<RunRecord> record = Optional.of(done.containsKey(run) ? record(run, Status.DONE, done.get(run))
                : record(run, Status.FAILED, Map.of()));
        return new StoredRun(run, Path.of("/runs/" + run), record,
                List.of(new RunEvent.Epoch(1, 2, 0.5, 10, Map.of("loss", 0.25), Map.of(), Map.of())), List.of());
    }
}
