package org.fascicle.launcher;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.feature.BuilderFactory;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

/**
 * A step of the build: copies features and writes beside every bundle the SHA-256 of the jar that the repository
 * holds. A bundle that is not in the repository ends the build.
 */
final class Seal {
    private Seal() { }

    /**
     * Seals all features of a folder.
     *
     * @param arguments the folder of the features, the repository, and the folder for the sealed features
     */
    public static void main(String[] arguments) throws IOException, LaunchException {
        Path source = Path.of(arguments[0]);
        Repository repository = new Repository(Path.of(arguments[1]));
        Path target = Files.createDirectories(Path.of(arguments[2]));
        FeatureReader reader = new FeatureReader(source);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".json", "");
                Feature sealed = seal(reader, name, repository);
                try (Writer writer = Files.newBufferedWriter(target.resolve(file.getFileName()))) {
                    reader.service().writeFeature(sealed, writer);
                }
            }
        }
    }

    private static Feature seal(FeatureReader reader, String name, Repository repository) throws LaunchException {
        FeatureService service = reader.service();
        BuilderFactory builders = service.getBuilderFactory();
        Feature feature = reader.read(name);
        var copy = builders.newFeatureBuilder(feature.getID());
        feature.getName().ifPresent(copy::setName);
        feature.getDescription().ifPresent(copy::setDescription);
        feature.getLicense().ifPresent(copy::setLicense);
        copy.addExtensions(feature.getExtensions().values().toArray(FeatureExtension[]::new));
        for (var bundle : feature.getBundles()) {
            byte[] bytes = repository.read(FeatureReader.entry(name, bundle));
            copy.addBundles(builders.newBundleBuilder(bundle.getID()).addMetadata(bundle.getMetadata())
                    .addMetadata(FeatureReader.SHA256, Sha256.of(bytes)).build());
        }
        return copy.build();
    }
}
