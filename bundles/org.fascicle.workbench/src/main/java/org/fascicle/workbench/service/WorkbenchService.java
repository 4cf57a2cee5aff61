package org.fascicle.workbench.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.contribution.Names;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Draft;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.workbench.DraftRequest;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.Exported;
import org.fascicle.workbench.Finding;
import org.fascicle.workbench.Home;
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
import org.fascicle.workbench.catalog.Catalog;
import org.fascicle.workbench.catalog.Lease;
import org.fascicle.workbench.catalog.Provisioning;
import org.fascicle.workbench.check.DryRun;
import org.fascicle.workbench.check.ModelCheck;
import org.fascicle.workbench.data.Downloader;
import org.fascicle.workbench.data.FolderDataFiles;
import org.fascicle.workbench.data.HttpDownloader;
import org.fascicle.workbench.doctor.Doctor;
import org.fascicle.workbench.experiment.Drafts;
import org.fascicle.workbench.experiment.ExperimentRegistry;
import org.fascicle.workbench.run.BackendChoice;
import org.fascicle.workbench.run.BundleVersions;
import org.fascicle.workbench.run.Cancellation;
import org.fascicle.workbench.run.Exporter;
import org.fascicle.workbench.run.Listeners;
import org.fascicle.workbench.run.ModelUse;
import org.fascicle.workbench.run.Preparation;
import org.fascicle.workbench.run.RateFinder;
import org.fascicle.workbench.run.Resumer;
import org.fascicle.workbench.run.RunStore;
import org.fascicle.workbench.run.Runner;
import org.fascicle.workbench.run.SetResumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** The workbench in a framework: puts its parts together, and gives each request a picture of the catalog. */
@Component(service = Workbench.class)
public final class WorkbenchService implements Workbench {
    private final Catalog catalog;
    private final Inventory inventory;
    private final Provisioning provisioning;
    private final Doctor doctor;
    private final RunStore store;
    private final Runner runner;
    private final Resumer resumer;
    private final SetResumer setResumer;
    private final ModelCheck modelCheck;
    private final DryRun dryRun;
    private final RateFinder rateFinder;
    private final ModelUse modelUse;
    private final Exporter exporter;
    private final Home home;
    private final ServiceTracker<RunListener, RunListener> watchers;

    /** Puts the parts together. */
    @Activate
    public WorkbenchService(BundleContext context, @Reference Catalog catalog,
            @Reference ExperimentRegistry experiments, @Reference ServiceComponentRuntime components) {
        this.catalog = catalog;
        this.home = home(context);
        this.provisioning = new Provisioning(context, catalog);
        this.inventory = new Inventory(provisioning, experiments);
        this.doctor = new Doctor(context, components);
        this.store = new RunStore(home.runs(), Clock.systemDefaultZone());
        Preparation preparation = new Preparation(experiments::text,
                folder -> files(folder, Optional.of(new HttpDownloader())), doctor::absentBackends);
        BundleVersions versions = new BundleVersions(context);
        this.resumer = new Resumer(preparation, store, versions::all);
        String version = FrameworkUtil.getBundle(WorkbenchService.class).getVersion().toString();
        this.runner = new Runner(preparation, store, versions::all, version);
        this.exporter = new Exporter(preparation, store, version);
        this.setResumer = new SetResumer(preparation, store, runner, resumer);
        this.modelCheck = new ModelCheck(preparation);
        this.dryRun = new DryRun(preparation);
        this.rateFinder = new RateFinder(preparation);
        this.modelUse = new ModelUse(preparation, store);
        this.watchers = new ServiceTracker<>(context, RunListener.class, null);
        watchers.open();
    }

    /** Stops watching for listeners. */
    @Deactivate
    public void close() {
        watchers.close();
    }

    private static Home home(BundleContext context) {
        return Home.of(Optional.ofNullable(context.getProperty(Home.PROPERTY)), System.getenv(),
                System.getProperty("user.home"));
    }

    private DataFiles files(Optional<Path> folder, Optional<Downloader> downloader) {
        List<Path> folders = new ArrayList<>();
        folder.ifPresent(folders::add);
        Optional.ofNullable(System.getenv("FASCICLE_DATA")).filter(named -> !named.isBlank()).map(Path::of)
                .ifPresent(folders::add);
        return new FolderDataFiles(folders, home.data(), downloader);
    }

    @Override
    public RunsReport run(RunRequest request, RunListener listener) throws WorkbenchException {
        Cancellation cancellation = new Cancellation();
        try (Lease lease = catalog.lease()) {
            return Worker.call("fascicle run", () -> runner.run(request, lease.picture(), all(listener), cancellation),
                    cancellation);
        }
    }

    @Override
    public RunsReport resume(ResumeRequest request, RunListener listener) throws WorkbenchException {
        Cancellation cancellation = new Cancellation();
        Optional<StoredSet> set = store.findSet(request.run());
        List<StoredRun> runs = set.isPresent() ? set.get().runs() : List.of(store.require(request.run()));
        try (Lease lease = catalog.lease(versions(runs))) {
            return Worker.call("fascicle run", () -> set.isPresent()
                    ? setResumer.resume(request, set.get(), lease.picture(), all(listener), cancellation)
                    : RunsReport.of(resumer.resume(request, lease.picture(), all(listener), cancellation)),
                    cancellation);
        }
    }

    private Map<String, String> versions(String run) throws WorkbenchException {
        return versions(List.of(store.require(run)));
    }

    /** Of two versions of one plug-in a run keeps that with which it began. */
    private static Map<String, String> versions(List<StoredRun> runs) {
        return runs.stream().flatMap(run -> run.record().stream())
                .flatMap(record -> record.provenance().contributions().stream())
                .collect(Collectors.toMap(Provenance.Used::bundle, Provenance.Used::version, (one, same) -> one));
    }

    /** Who asked, and everybody who watches. */
    private Listeners all(RunListener listener) {
        List<RunListener> listeners = new ArrayList<>();
        listeners.add(listener);
        listeners.addAll(watching());
        return new Listeners(listeners);
    }

    private List<RunListener> watching() {
        return Arrays.asList(watchers.getServices(new RunListener[0]));
    }

    @Override
    public ModelReport check(RunRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease()) {
            return modelCheck.check(request, lease.picture());
        }
    }

    @Override
    public ModelReport dryRun(RunRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease()) {
            return dryRun.report(request, lease.picture());
        }
    }

    @Override
    public RateReport findRate(RateRequest request) throws WorkbenchException {
        Cancellation cancellation = new Cancellation();
        try (Lease lease = catalog.lease()) {
            RateCurve curve = Worker.call("fascicle rates",
                    () -> rateFinder.find(request, lease.picture(), cancellation), cancellation);
            Path picture = request.picture().orElse(home.root().resolve("rates").resolve(curve.experiment() + ".png"));
            new Listeners(watching()).rates(curve, picture);
            return new RateReport(curve, curve.diverged(), Optional.of(picture).filter(Files::isRegularFile));
        }
    }

    @Override
    public Draft draft(DraftRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease()) {
            return Drafts.of(request, lease.picture());
        }
    }

    @Override
    public Predictions predict(UseRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease(versions(request.run()))) {
            return modelUse.predict(request, lease.picture());
        }
    }

    @Override
    public Tools tools(String backend) throws WorkbenchException {
        Lease lease = catalog.lease();
        try {
            BackendChoice choice = BackendChoice.of(backend, lease.picture().backends(), doctor.absentBackends());
            return new Tools(lease.picture(), choice.name(), choice.backend(), choice.device(), lease::close);
        } catch (WorkbenchException none) {
            lease.close();
            throw none;
        }
    }

    @Override
    public Evaluation evaluate(UseRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease(versions(request.run()))) {
            return modelUse.evaluate(request, lease.picture());
        }
    }

    @Override
    public Exported exportWeights(ExportRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease(versions(request.run()))) {
            return exporter.export(request, lease.picture());
        }
    }

    @Override
    public RunReport importWeights(Path weights, RunRequest request) throws WorkbenchException {
        try (Lease lease = catalog.lease()) {
            return runner.keep(weights, request, lease.picture());
        }
    }

    @Override
    public List<Item> list(String kind) throws WorkbenchException {
        return inventory.list(kind, catalog.freeze());
    }

    @Override
    public Description describe(String kind, String name) throws WorkbenchException {
        return inventory.describe(kind, name, catalog.freeze());
    }

    @Override
    public String schema() {
        return new ExperimentReader(catalog.freeze()).schema();
    }

    @Override
    public boolean uninstall(String plugin) throws WorkbenchException {
        List<Bundle> plugins = provisioning.plugins();
        List<String> names = plugins.stream().map(Bundle::getSymbolicName).toList();
        return provisioning.uninstall(plugins.stream().filter(bundle -> plugin.equals(bundle.getSymbolicName()))
                .findFirst().orElseThrow(() -> WorkbenchException.wrong("there is no plug-in \"" + plugin + "\"",
                        Names.nearest(plugin, names).map(near -> "did you mean \"" + near + "\"?")
                                .orElse("\"fascicle list plugins\" lists all"))));
    }

    @Override
    public List<Finding> doctor(String name) {
        return doctor.findings(name, catalog.freeze(), files(Optional.empty(), Optional.empty()));
    }

    @Override
    public List<StoredRun> runs() {
        return store.list();
    }

    @Override
    public List<StoredSet> sets() {
        return store.sets();
    }

    @Override
    public Optional<StoredSet> set(String name) {
        return store.findSet(name);
    }

    @Override
    public StoredRun show(String run) throws WorkbenchException {
        return store.require(run);
    }
}
