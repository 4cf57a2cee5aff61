package org.fascicle.workbench.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fascicle.backend.Backend;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.workbench.Finding;
import org.fascicle.workbench.catalog.Fault;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.run.BackendChoice;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Why something is not there: bundles, components, contributions, backends and their devices, data. */
public final class Doctor {
    private final BundleDoctor bundles;
    private final ComponentDoctor components;

    /** A doctor for a framework. */
    public Doctor(BundleContext context, ServiceComponentRuntime runtime) {
        this.bundles = new BundleDoctor(context);
        this.components = new ComponentDoctor(runtime);
    }

    /**
     * Everything that there is to say about things whose name contains a word; about everything where it is empty.
     *
     * @param files where data is looked for, without a download
     */
    public List<Finding> findings(String word, Picture picture, DataFiles files) {
        List<Finding> findings = new ArrayList<>(bundles.findings());
        findings.addAll(components.findings());
        catalog(picture, findings);
        backends(picture, findings);
        picture.all(Kind.DATASET).forEach(dataset -> findings.add(data(dataset, files)));
        String wanted = word.toLowerCase(Locale.ROOT);
        return findings.stream().filter(finding -> wanted.isEmpty()
                || (finding.subject() + " " + finding.text()).toLowerCase(Locale.ROOT).contains(wanted)).toList();
    }

    /** Bundles that would bring a backend and do not, each with its reason. */
    public List<String> absentBackends() {
        List<String> absent = new ArrayList<>();
        bundles.inactiveProviders(Backend.class.getName())
                .forEach(finding -> absent.add(finding.subject() + " (" + finding.text() + ")"));
        components.failing(Backend.class.getName())
                .forEach(finding -> absent.add(finding.subject() + " (" + finding.text() + ")"));
        return absent;
    }

    private static void catalog(Picture picture, List<Finding> findings) {
        for (Fault fault : picture.faults()) {
            findings.add(Finding.fault("catalog", fault.subject(), "of " + fault.bundle() + ": " + fault.reason()));
        }
        for (Kind kind : Kind.values()) {
            findings.add(Finding.fine("catalog", kind.plural(), picture.all(kind).isEmpty() ? "none"
                    : String.join(", ", picture.all(kind).stream().map(Contribution::name).toList())));
        }
    }

    private void backends(Picture picture, List<Finding> findings) {
        for (var offered : picture.backends()) {
            BackendChoice.State state = BackendChoice.State.of(offered);
            findings.add(new Finding("backend", offered.name(), state.problem().isEmpty(),
                    state.problem().isEmpty() ? state.text() + ", preference " + state.preference()
                            : state.problem()));
        }
    }

    /** Asks a dataset for its files; the asking ends there, before anything is read. */
    private static Finding data(Contribution<?> contribution, DataFiles files) {
        Asked asked = new Asked(files);
        try {
            ((Dataset) contribution.example()).open(asked, 0);
            return Finding.fine("data", contribution.name(), "needs no file");
        } catch (DataException e) {
            return asked.present ? Finding.fine("data", contribution.name(), "all its files are present")
                    : Finding.fault("data", contribution.name(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return Finding.fault("data", contribution.name(), "opening it throws " + e);
        }
    }

    /** Finds files and then says that they are missing, so that the dataset goes no further. */
    private static final class Asked implements DataFiles {
        private final DataFiles files;
        private boolean present;

        Asked(DataFiles files) {
            this.files = files;
        }

        @Override
        public List<Path> require(List<DataFile> wanted) throws DataException {
            files.require(wanted);
            present = true;
            throw DataException.missing("asked only");
        }
    }
}
