package org.fascicle.workbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.workbench.WorkbenchException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;

/**
 * Finds experiments: in bundles whose manifest has {@code Fascicle-Experiments: folder/}, each {@code *.yaml} of which
 * is one, and in files.
 */
@Component(service = ExperimentRegistry.class)
public final class ExperimentRegistry {
    private static final String HEADER = "Fascicle-Experiments";
    private static final String ENDING = ".yaml";
    private static final int MOST_BYTES = 4 << 20;
    private final BundleTracker<List<NamedExperiment>> tracker;

    /** Begins to watch bundles. */
    @Activate
    public ExperimentRegistry(BundleContext context) {
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, null) {
            @Override
            public List<NamedExperiment> addingBundle(Bundle bundle, BundleEvent event) {
                String header = bundle.getHeaders("").get(HEADER);
                return header == null ? null : experiments(bundle, header);
            }
        };
        tracker.open();
    }

    /** Stops watching. */
    @Deactivate
    public void close() {
        tracker.close();
    }

    private static List<NamedExperiment> experiments(Bundle bundle, String header) {
        List<NamedExperiment> found = new ArrayList<>();
        for (String folder : header.split("\\s*,\\s*")) {
            var files = bundle.findEntries(folder.strip(), "*" + ENDING, false);
            for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
                String path = file.getPath();
                found.add(new NamedExperiment(path.substring(path.lastIndexOf('/') + 1,
                        path.length() - ENDING.length()), bundle.getSymbolicName(), bundle.getVersion(), file));
            }
        }
        return List.copyOf(found);
    }

    /** All that bundles bring, by name; of two with one name the newest. */
    public List<NamedExperiment> all() {
        Map<String, NamedExperiment> byName = new LinkedHashMap<>();
        tracker.getTracked().values().stream().flatMap(Collection::stream)
                .sorted(Comparator.comparing(NamedExperiment::name)
                        .thenComparing(NamedExperiment::version, Comparator.reverseOrder())
                        .thenComparing(NamedExperiment::bundle))
                .forEach(experiment -> byName.putIfAbsent(experiment.name(), experiment));
        return List.copyOf(byName.values());
    }

    /**
     * The text of an experiment.
     *
     * @param nameOrFile a name, or a file; a file wins
     * @throws WorkbenchException when there is neither
     */
    public ExperimentText text(String nameOrFile) throws WorkbenchException {
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            return read(file);
        }
        List<NamedExperiment> all = all();
        NamedExperiment named = all.stream().filter(experiment -> experiment.name().equals(nameOrFile)).findFirst()
                .orElseThrow(() -> unknown(nameOrFile, all));
        return text(named);
    }

    /** The text of an experiment that a bundle brings. */
    public ExperimentText text(NamedExperiment named) throws WorkbenchException {
        try (InputStream bytes = named.file().openStream()) {
            return new ExperimentText(named.name() + " of " + named.bundle(),
                    new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the experiment " + named.name() + " of "
                    + named.bundle() + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    private static ExperimentText read(Path file) throws WorkbenchException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw WorkbenchException.wrong(file + " has " + Files.size(file)
                        + " bytes, which is no experiment: that is a short text", "give a YAML file");
            }
            return ExperimentText.of(file);
        } catch (CharacterCodingException e) {
            throw WorkbenchException.wrong(file + " is not UTF-8 text", "give a YAML file");
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, file + " cannot be read: " + e, "", e);
        }
    }

    private static WorkbenchException unknown(String wanted, List<NamedExperiment> all) {
        List<String> names = all.stream().map(NamedExperiment::name).toList();
        return WorkbenchException.wrong("there is no experiment \"" + wanted + "\": neither a file of this name in "
                + Path.of("").toAbsolutePath() + ", nor one that a bundle brings",
                Names.nearest(wanted, names).map(near -> "did you mean \"" + near + "\"?")
                        .orElse(names.isEmpty() ? "no bundle brings experiments"
                                : "there are " + String.join(", ", names)));
    }
}
