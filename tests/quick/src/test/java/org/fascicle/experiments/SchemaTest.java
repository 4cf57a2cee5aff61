package org.fascicle.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Description;
import org.fascicle.nn.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of experiment files, judged by a library that knows nothing of ours. */
class SchemaTest {
    private static final Contributions CONTRIBUTIONS = OnClassPath.contributions();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new ExperimentReader(CONTRIBUTIONS).schema());
    private static final String RIGHT = """
            experiment: right
            data: {use: moons, validation: 0.1, batch: 10}
            model:
              - dense: {units: 8, activation: tanh}
              - dense: {units: 2}
            loss: cross-entropy
            optimizer: {adam: {learningRate: 0.01}}
            train: {epochs: 1}
            metrics: [accuracy]
            """;

    private static Set<ValidationMessage> mistakes(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(new JsonMapper().<JsonNode>valueToTree(tree));
    }

    @Test
    void it_is_a_schema_itself() throws Exception {
        JsonNode text = new JsonMapper().readTree(new ExperimentReader(CONTRIBUTIONS).schema());
        assertEquals(Set.of(), JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(text));
    }

    @Test
    void every_experiment_that_a_bundle_brings_is_right() throws Exception {
        List<String> checked = new ArrayList<>();
        URI place = SchemaTest.class.getClassLoader().getResource("experiments/digits.yaml").toURI();
        if (place.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                check(jar.getPath("experiments"), checked);
            }
        } else {
            check(Path.of(place).getParent(), checked);
        }
        assertFalse(checked.size() < 10, checked::toString);
    }

    private static void check(Path folder, List<String> checked) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                assertEquals(Set.of(), mistakes(Files.readString(file)), file.toString());
                checked.add(file.toString());
            }
        }
    }

    @Test
    void every_example_of_describe_is_right_where_it_stands() {
        for (Kind kind : List.of(Kind.LOSS, Kind.OPTIMIZER, Kind.DATASET)) {
            String key = kind == Kind.DATASET ? "data:\n  use" : kind.word();
            CONTRIBUTIONS.all(kind).forEach(one -> {
                String example = Description.of(one, CONTRIBUTIONS).example().indent(4);
                String yaml = RIGHT.replaceAll("(?m)^" + (kind == Kind.DATASET ? "data" : key) + ":.*$", key + ":\n"
                        + example.replace("$", "\\$").stripTrailing());
                assertEquals(Set.of(), mistakes(yaml), yaml);
            });
        }
        CONTRIBUTIONS.all(Kind.LAYER).stream().filter(one -> one.example() instanceof Layer)
                .forEach(one -> {
                    String yaml = RIGHT.replace("  - dense: {units: 2}\n", "  -\n"
                            + Description.of(one, CONTRIBUTIONS).example().indent(4));
                    assertEquals(Set.of(), mistakes(yaml), yaml);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch: 10 -> batch: 0", "units: 8 -> unit: 8", "dense: {units: 2} -> dense",
        "cross-entropy -> cross-entrpy", "epochs: 1 -> epochs: 1.5", "epochs: 1 -> epochs: many",
        "activation: tanh -> activation: 3", "experiment: right -> experimnt: right", "[accuracy] -> [acuracy]",
        "learningRate: 0.01 -> learningRate: -1", "use: moons -> use: {moons: {noise: 2}}"})
    void what_is_wrong_is_found(String change) {
        String[] sides = change.split(" -> ");
        String wrong = RIGHT.replace(sides[0], sides[1]);
        assertEquals(Set.of(), mistakes(RIGHT));
        assertFalse(wrong.equals(RIGHT), () -> Arrays.toString(sides));
        assertFalse(mistakes(wrong).isEmpty(), wrong);
    }
}
