package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people give that cannot be taken: each has a message of its own, a remedy, and its exit code. */
final class BadInputTest {
    private static final String PEOPLE = """
            age,height,likes
            20,1.5,tea
            40,1.7,coffee
            30,1.9,tea
            50,1.7,coffee
            60,1.6,tea
            35,1.8,coffee
            """;
    @TempDir
    private static Path home;
    private static Workbench workbench;
    private Path folder;

    @BeforeAll
    static void start() {
        workbench = Workbench.start(home);
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createTempDirectory(home, "given");
    }

    private String experiment(String use, String parts, int units, String optimizer) throws IOException {
        return Files.writeString(folder.resolve("people.yaml"), """
                experiment: people
                data: {use: %s, %s, batch: 2}
                model: [{dense: {units: 4, activation: tanh}}, {dense: {units: %d}}]
                loss: cross-entropy
                optimizer: %s
                train: {epochs: 4}
                """.formatted(use, parts, units, optimizer)).toString();
    }

    private String people(String table) throws IOException {
        Files.writeString(folder.resolve("people.csv"), table);
        return experiment("{csv: {file: people.csv, target: likes}}", "validation: 0", 2, "adam");
    }

    /** Runs, and tells what was said; nothing may have been begun. */
    private String refused(String experiment) {
        Outcome outcome = workbench.run("run", experiment, "--out", folder.resolve("run").toString());
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertFalse(Files.exists(folder.resolve("run")), "nothing was begun");
        return outcome.err();
    }

    private static void assertTold(String said, String... parts) {
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "\"" + part + "\" is not in: " + said);
        }
    }

    /** A run that is done, in its folder. */
    private String done() throws IOException {
        Path run = folder.resolve("done");
        Outcome outcome = workbench.run("run", people(PEOPLE), "--out", run.toString());
        assertEquals(0, outcome.exitCode(), outcome.err());
        return run.toString();
    }

    @Test
    void ragged_rows_of_a_table() throws IOException {
        assertTold(refused(people(PEOPLE.replace("30,1.9,tea", "30,tea").replace("60,1.6,tea", "60,1.6,tea,milk"))),
                "people.csv has 2 mistakes", "line 4: 2 fields where line 1 has 3",
                "line 6: 4 fields where line 1 has 3", "give each line as many fields");
    }

    @Test
    void text_in_a_number_column() throws IOException {
        assertTold(refused(people(PEOPLE.replace("50,1.7", "50,tall"))),
                "line 5, column height: expected a number, found `tall`", "list the column under `categorical`");
    }

    @Test
    void labels_out_of_range() throws IOException {
        people(PEOPLE);
        assertTold(refused(experiment("{csv: {file: people.csv, target: likes, labels: [tea, milk]}}", "validation: 0",
                2, "adam")), "line 3, column likes: the label `coffee` is none of the 2", "labels are tea, milk",
                "add it to `labels`");
    }

    @Test
    void fewer_outputs_than_classes() throws IOException {
        people(PEOPLE.replace("35,1.8,coffee", "35,1.8,milk"));
        String experiment = experiment("{csv: {file: people.csv, target: likes}}", "validation: 0", 2, "adam");
        for (String loss : List.of("quadratic", "mean-squared-error", "cross-entropy")) {
            Outcome checked = workbench.run("check", experiment, "--set", "loss=" + loss);
            assertEquals(2, checked.exitCode(), checked.out());
            assertTold(checked.err(), "people.yaml:3:", "model.1", "expected an output for each of the 3 classes of "
                    + "the data, found a model that gives 2 numbers for each example",
                    "let the last layer give 3 units");
        }
    }

    @Test
    void an_empty_part() throws IOException {
        people(PEOPLE);
        assertTold(refused(experiment("{csv: {file: people.csv, target: likes}}", "validation: 0, test: 0.01", 2,
                "adam")), "data.test of 0.01 is no whole one of 6 examples, and the part would be empty",
                "make it larger, or write 0 for none");
    }

    @Test
    void a_class_of_one_example_in_a_stratified_division() throws IOException {
        people(PEOPLE.replace("35,1.8,coffee", "35,1.8,milk"));
        assertTold(refused(experiment("{csv: {file: people.csv, target: likes}}",
                "validation: 0, test: 0.3, stratified: true", 3, "adam")),
                "the class `milk` has 1 example, and a stratified division into 2 parts needs one in each",
                "collect more of it, leave it out, or write data.stratified: false");
    }

    @Test
    void a_learning_rate_that_diverges_names_the_layer_in_which_it_began() throws IOException {
        people(PEOPLE);
        // without a tanh between them the second layer multiplies what the first makes of huge weights
        Outcome outcome = workbench.run("run", experiment("{csv: {file: people.csv, target: likes}}", "validation: 0",
                2, "{sgd: {learningRate: 1e30}}"), "--set", "model.0.dense.activation=identity", "--out",
                folder.resolve("run").toString());
        assertEquals(1, outcome.exitCode(), outcome.out());
        assertTold(outcome.err(), "training diverged in step ", "in the layer ",
                "whose output is the first that is not finite",
                "lower the learning rate (optimizer.learningRate is 1.0E30)");
    }

    @Test
    void a_learning_rate_that_diverges_without_leaving_the_range_of_numbers() throws IOException {
        people(PEOPLE);
        Outcome outcome = workbench.run("run", experiment("{csv: {file: people.csv, target: likes}}", "validation: 0",
                2, "{adam: {learningRate: 1e30}}"), "--out", folder.resolve("run").toString(), "--json");
        assertEquals(1, outcome.exitCode(), outcome.out());
        assertTold(outcome.err(), "training diverged; the largest weight is ", "lower the learning rate");
        assertEquals("run.failed", outcome.json().getLast().getString("event"));
    }

    @Test
    void several_runs_that_diverge_are_told_another_rate_and_not_to_go_on() throws IOException {
        people(PEOPLE);
        Outcome outcome = workbench.run("run", experiment("{csv: {file: people.csv, target: likes}}", "validation: 0",
                2, "{sgd: {learningRate: 1e6}}"), "--seeds", "2", "--out", folder.resolve("runs").toString());
        assertEquals(1, outcome.exitCode(), outcome.out());
        assertTold(outcome.err(), "training diverged; the largest weight is ", "lower the learning rate");
        assertTold(outcome.out(), "begin anew with another learning rate");
        assertFalse(outcome.out().contains("fascicle resume"), outcome.out());
    }

    @Test
    void a_run_goes_on_with_the_data_beside_the_experiment_or_in_the_folder_that_was_named() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        String experiment = people(PEOPLE);
        for (String place : List.of("beside", "named")) {
            String run = folder.resolve(place).toString();
            String runs = folder.resolve(place + "-runs").toString();
            assertEquals(0, workbench.run("run", experiment, "--data", data.toString(), "--out", run).exitCode());
            assertEquals(0, workbench.run("run", experiment, "--data", data.toString(), "--seeds", "2", "--out", runs)
                    .exitCode());
            for (String[] words : List.of(new String[] {"resume", run, "--epochs", "6"},
                    new String[] {"evaluate", run, "--part", "train"},
                    new String[] {"resume", runs, "--epochs", "6"},
                    new String[] {"find-rate", runs + "/experiment.yaml"},
                    new String[] {"run", run + "/experiment.yaml", "--out", run + "-anew"},
                    new String[] {"resume", run, "--epochs", "8"})) {
                Outcome outcome = workbench.run(words);
                assertEquals(0, outcome.exitCode(), () -> String.join(" ", words) + ": " + outcome.err());
            }
            if (place.equals("beside")) {
                Files.move(folder.resolve("people.csv"), data.resolve("people.csv"));
                assertEquals(3, workbench.run("resume", run, "--epochs", "10").exitCode());
                Outcome told = workbench.run("resume", run, "--epochs", "10", "--data", data.toString());
                assertEquals(0, told.exitCode(), told.err());
                assertEquals(0, workbench.run("resume", run, "--epochs", "12").exitCode(), "that is remembered too");
            }
        }
        Files.move(data, folder.resolve("gone"));
        Outcome gone = workbench.run("resume", folder.resolve("named").toString(), "--epochs", "10");
        assertEquals(3, gone.exitCode(), gone.err());
        assertTold(gone.err(), "there is no file people.csv in ", "--data");
    }

    @Test
    void resuming_a_run_that_is_done() throws IOException {
        Outcome outcome = workbench.run("resume", done());
        assertEquals(2, outcome.exitCode(), outcome.out());
        assertTold(outcome.err(), "the run done is done: it has its 4 epochs", "train it longer with --epochs, such as "
                + "--epochs 8", "or begin anew: fascicle run ");
    }

    @Test
    void predicting_from_wrong_columns() throws IOException {
        String run = done();
        Path file = Files.writeString(folder.resolve("new.csv"), "Age,weight\n20,80\n");
        for (String command : List.of("predict", "evaluate")) {
            Outcome outcome = workbench.run(command, run, file.toString());
            assertEquals(2, outcome.exitCode(), outcome.out());
            assertTold(outcome.err(), "no column `age`; did you mean `Age`?", "no column `height`",
                    "the model was trained with age, height; the file has Age, weight");
            assertEquals("", outcome.out());
        }
    }

    @Test
    void predicting_from_text_in_a_number_column_and_from_nothing() throws IOException {
        String run = done();
        Path file = Files.writeString(folder.resolve("new.csv"), "age,height\n20,tall\n");
        Outcome outcome = workbench.run("predict", run, file.toString());
        assertEquals(2, outcome.exitCode(), outcome.out());
        assertTold(outcome.err(), "line 2, column height: expected a number, found `tall`");
        Outcome missing = workbench.run("predict", run, folder.resolve("none.csv").toString());
        assertEquals(3, missing.exitCode(), missing.out());
        assertTold(missing.err(), "there is no file ", "give a table or an image");
    }

    @Test
    void predicting_from_an_image_of_the_wrong_size() throws IOException {
        Path experiment = Files.writeString(folder.resolve("small.yaml"), """
                experiment: small
                data: {use: {digits: {train: 60, test: 20}}, validation: 0, batch: 20}
                model: [flatten, {dense: {units: 10}}]
                loss: cross-entropy
                optimizer: adam
                train: {epochs: 1}
                """);
        String run = folder.resolve("small").toString();
        assertEquals(0, workbench.run("run", experiment.toString(), "--out", run).exitCode());
        Path wide = folder.resolve("wide.png");
        ImageIO.write(new BufferedImage(32, 30, BufferedImage.TYPE_BYTE_GRAY), "png", wide.toFile());
        Outcome refused = workbench.run("predict", run, wide.toString());
        assertEquals(2, refused.exitCode(), refused.out());
        assertTold(refused.err(), "wide.png is 32 × 30 pixels, and the model reads images of 28 × 28",
                "scale it to 28 × 28 pixels");
        Path right = folder.resolve("right.png");
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", right.toFile());
        Outcome told = workbench.run("predict", run, right.toString(), "--json");
        assertEquals(0, told.exitCode(), told.err());
        assertEquals(10, told.json().getFirst().getJsonObject("probabilities").size());
        Path table = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
        assertTold(workbench.run("predict", run, table.toString()).err(), "neither a PNG nor an IDX file of images",
                "give a PNG image, or images in an IDX file");
    }
}
