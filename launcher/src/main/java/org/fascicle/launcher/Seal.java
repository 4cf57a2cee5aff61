package org.fascicle.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A step of the build: copies features and writes beside every bundle the SHA-256 of the jar that the repository
 * holds. A bundle that is not in the repository ends the build.
 *
 * <p>It works on the JSON, because the writer of the Feature Service drops the artifacts of extensions.
 */
final class Seal {
    private static final String BUNDLES = "bundles";

    private final FeatureReader reader;
    private final Repository repository;

    private Seal(FeatureReader reader, Repository repository) {
        this.reader = reader;
        this.repository = repository;
    }

    /**
     * Seals all features of a folder.
     *
     * @param arguments the folder of the features, the repository, and the folder for the sealed features
     */
    public static void main(String[] arguments) throws IOException, LaunchException {
        Path source = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[2]));
        Seal seal = new Seal(new FeatureReader(source), new Repository(Path.of(arguments[1])));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "*.json")) {
            for (Path file : files) {
                try (Writer out = Files.newBufferedWriter(target.resolve(file.getFileName()));
                        JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                                .createWriter(out)) {
                    writer.writeObject(seal.sealed(file));
                }
            }
        }
    }

    private JsonObject sealed(Path file) throws IOException, LaunchException {
        JsonObject feature;
        try (JsonReader json = Json.createReader(Files.newBufferedReader(file))) {
            feature = json.readObject();
        }
        if (!feature.containsKey(BUNDLES)) {
            return feature;
        }
        String name = file.getFileName().toString().replace(".json", "");
        var bundles = reader.read(name).getBundles();
        JsonArrayBuilder sealed = Json.createArrayBuilder();
        int position = 0;
        for (JsonValue bundle : feature.getJsonArray(BUNDLES)) {
            byte[] bytes = repository.read(FeatureReader.entry(name, bundles.get(position++)));
            sealed.add(Json.createObjectBuilder(bundle.asJsonObject()).add(FeatureReader.SHA256, Sha256.of(bytes)));
        }
        return Json.createObjectBuilder(feature).add(BUNDLES, sealed).build();
    }
}
