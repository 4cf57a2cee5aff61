package org.fascicle.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureArtifact;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/**
 * Reads OSGi feature files (Compendium 8.1, chapter 159) from a folder, where {@code nn.json} holds the feature
 * {@code org.fascicle:nn}. A feature lists bundles; through the extension {@value #INCLUDES} it takes in other
 * features of the same folder.
 */
final class FeatureReader {
    /** The extension that lists other features, and the keys of a bundle's metadata. */
    static final String INCLUDES = "fascicle.features";
    static final String SHA256 = "sha256";
    static final String START_LEVEL = "start-level";

    private final Path folder;
    private final FeatureService service = ServiceLoader.load(FeatureService.class).findFirst().orElseThrow();

    FeatureReader(Path folder) {
        this.folder = folder;
    }

    /** The bundles of a feature and of all that it includes, each once, in the order of their listing. */
    List<FeatureBundle> bundles(String name) throws LaunchException {
        Map<Coordinates, FeatureBundle> bundles = new LinkedHashMap<>();
        collect(name, new ArrayList<>(), bundles);
        return List.copyOf(bundles.values());
    }

    private void collect(String name, List<String> seen, Map<Coordinates, FeatureBundle> bundles)
            throws LaunchException {
        if (seen.contains(name)) {
            return;
        }
        seen.add(name);
        Feature feature = read(name);
        FeatureExtension includes = feature.getExtensions().get(INCLUDES);
        if (includes != null) {
            for (FeatureArtifact included : includes.getArtifacts()) {
                collect(included.getID().getArtifactId(), seen, bundles);
            }
        }
        for (var bundle : feature.getBundles()) {
            FeatureBundle entry = entry(name, bundle);
            bundles.putIfAbsent(entry.coordinates(), entry);
        }
    }

    /** The feature as its file tells it. */
    Feature read(String name) throws LaunchException {
        Path file = folder.resolve(name + ".json");
        if (!Files.isRegularFile(file)) {
            throw new LaunchException(ExitCode.MISSING, "the feature \"" + name + "\" is not there: no file " + file);
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return service.readFeature(reader);
        } catch (IOException | RuntimeException e) {
            throw new LaunchException(ExitCode.FAILED, file + " is no OSGi feature: " + e.getMessage(), e);
        }
    }

    /** A bundle of a feature in our own words. */
    static FeatureBundle entry(String feature, org.osgi.service.feature.FeatureBundle bundle) {
        ID id = bundle.getID();
        Map<String, Object> metadata = bundle.getMetadata();
        return new FeatureBundle(feature, new Coordinates(id.getGroupId(), id.getArtifactId(), id.getVersion()),
                String.valueOf(metadata.getOrDefault(SHA256, "")),
                Integer.parseInt(String.valueOf(metadata.getOrDefault(START_LEVEL, "1"))));
    }
}
