package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fascicle.experiment.run.Signature;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is used where the data is gone that it learned from. */
class PastModelTest {
    private static final String FRUIT = """
            mass,colour,fruit
            150,red,apple
            160,green,apple
            170,red,apple
            5,red,cherry
            6,red,cherry
            7,black,cherry
            """;
    @TempDir
    private Path home;
    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = Files.writeString(home.resolve("fruit.csv"), FRUIT);
    }

    private Path experiment(String use, String model) throws IOException {
        return Files.writeString(home.resolve("fruit.yaml"), """
                experiment: fruit
                data: {use: {csv: %s}, validation: 0, batch: 4}
                model: [{dense: {units: %s}}]
                loss: mean-squared-error
                optimizer: {sgd: {learningRate: 0.1}}
                train: {epochs: 9}
                """.formatted(use, model));
    }

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.systemUTC());
    }

    private RunReport run(String use, String model) throws Exception {
        return new Runner(Workshop.preparation(), store(), List::of, "1").run(new RunRequest(
                experiment(use, model).toString(), List.of(), Optional.empty(), Optional.empty(),
                OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(), Optional.empty(), false),
                Workshop.picture(), event -> { }, new Cancellation()).runs().getFirst();
    }

    private RunReport fruit() throws Exception {
        return run("{file: fruit.csv, target: fruit, categorical: colour}", "2");
    }

    private static UseRequest ask(RunReport report, Path file) {
        return new UseRequest(report.record().run(), UseRequest.Weights.TESTED, Optional.of(file), Optional.empty(),
                Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    }

    private Predictions predict(RunReport report, Path file) throws WorkbenchException {
        return new ModelUse(Workshop.preparation(), store()).predict(ask(report, file), Workshop.picture());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("new.csv"), text);
    }

    @Test
    void a_prediction_needs_nothing_of_the_data_that_the_run_learned_from() throws Exception {
        RunReport report = fruit();
        Path file = file("mass,colour\n140,green\n8,red\n");
        Predictions before = predict(report, file);
        Files.writeString(data, FRUIT.replace("150", "99999").replace("green", "blue"));
        assertEquals(before, predict(report, file));
        Files.delete(data);
        assertEquals(before, predict(report, file));
        assertEquals(List.of("apple", "cherry"), before.rows().stream().map(Predictions.Row::prediction).toList());
        assertEquals(List.of("apple", "cherry"), before.classes());
    }

    @Test
    void an_evaluation_of_a_file_needs_nothing_of_that_data_either() throws Exception {
        RunReport report = fruit();
        Path file = file("fruit,mass,colour\napple,140,green\napple,8,red\n");
        ModelUse use = new ModelUse(Workshop.preparation(), store());
        Evaluation before = use.evaluate(ask(report, file), Workshop.picture());
        assertEquals(2, before.examples());
        Files.delete(data);
        assertEquals(before, use.evaluate(ask(report, file), Workshop.picture()));
    }

    @Test
    void columns_go_by_their_names_and_those_that_nobody_reads_are_told() throws Exception {
        RunReport report = fruit();
        Predictions plain = predict(report, file("mass,colour\n140,green\n8,red\n"));
        Path other = file("id,colour,note,mass\n1,green,x,140\n2,red,y,8\n");
        Predictions told = predict(report, other);
        assertEquals(plain.rows(), told.rows());
        assertEquals(List.of(), plain.notes());
        assertEquals(List.of("of " + other + " the columns `id`, `note` are not read: the model learned nothing of "
                + "them"), told.notes());
    }

    @Test
    void a_target_is_shown_where_the_file_has_one_and_one_that_is_empty_is_none() throws Exception {
        RunReport report = fruit();
        Predictions with = predict(report, file("mass,colour,fruit\n140,green,cherry\n"));
        assertEquals(Optional.of("cherry"), with.rows().getFirst().target());
        Path empty = file("mass,colour,fruit\n140,green,\n");
        Predictions without = predict(report, empty);
        assertEquals(Optional.empty(), without.rows().getFirst().target());
        assertEquals(List.of("the target `fruit` of " + empty + " is empty in every row"), without.notes());
        WorkbenchException refused = assertThrows(WorkbenchException.class, () -> new ModelUse(Workshop.preparation(),
                store()).evaluate(ask(report, empty), Workshop.picture()));
        assertTrue(refused.getMessage().contains("has no targets, so nothing can be told of how good"),
                refused.getMessage());
        assertTrue(refused.hint().contains("\nnote: the target `fruit` of " + empty + " is empty in every row")
                && refused.hint().contains("fascicle predict"),
                refused.hint());
    }

    @Test
    void an_image_for_a_model_of_tables_is_told_the_columns_that_it_reads() throws Exception {
        RunReport report = fruit();
        Path image = Files.write(home.resolve("seven.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        assertEquals(image + " is no text in UTF-8, and this model reads tables: give a CSV file, saved in UTF-8, with "
                + "the columns `mass`, `colour`", assertThrows(WorkbenchException.class,
                        () -> predict(report, image)).getMessage());
    }

    @Test
    void an_unknown_category_has_a_remedy() throws Exception {
        RunReport report = fruit();
        WorkbenchException refused = assertThrows(WorkbenchException.class,
                () -> predict(report, file("mass,colour\n140,blue\n")));
        assertTrue(refused.getMessage().contains("the unknown category `blue`\n    known are black, green, red; "
                + "correct it, or train again with examples of it"), refused.getMessage());
        assertTrue(refused.hint().contains("correct the file"), refused.hint());
        RunReport filling = run("{file: fruit.csv, target: fruit, categorical: colour, missing: fill}", "2");
        assertTrue(assertThrows(WorkbenchException.class, () -> predict(filling, file("mass,colour\n140,blue\n")))
                .getMessage().contains("correct it, or leave the field empty: the commonest category then stands for "
                        + "it, or train again with examples of it"));
    }

    @Test
    void wrong_columns_are_refused_all_at_once() throws Exception {
        RunReport report = fruit();
        Files.delete(data);
        Path file = file("Mass,hue\n140,green\n");
        WorkbenchException refused = assertThrows(WorkbenchException.class, () -> predict(report, file));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, refused.kind());
        assertEquals(file + " " + """
                has 2 mistakes
                  no column `mass`; did you mean `Mass`?
                  no column `colour`
                    the model was trained with mass, colour; the file has Mass, hue""", refused.getMessage());
    }

    /** Nine epochs of descent at a rate of 0.1 find a line of standardised values, whatever its units. */
    @Test
    void a_value_is_in_the_units_of_the_file() throws Exception {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int x = 0; x < 40; x++) {
            rows.append(x).append(',').append(30_000 * x + 1_000_000).append('\n');
        }
        Files.writeString(data, rows);
        RunReport report = run("{file: fruit.csv, target: y, task: regression}", "1");
        Predictions told = predict(report, file("x\n10\n20\n"));
        // the deviation of the values is 346,000
        assertEquals(1_300_000, told.rows().get(0).values().getFirst(), 10_000);
        assertEquals(1_600_000, told.rows().get(1).values().getFirst(), 10_000);
        assertEquals(told.rows().get(1).values().getFirst(), Double.parseDouble(told.rows().get(1).prediction()));
        assertEquals(List.of(), told.classes());
    }

    @Test
    void the_examples_of_the_run_itself_are_asked_about_only_while_its_data_is_what_it_was() throws Exception {
        RunReport report = fruit();
        ModelUse use = new ModelUse(Workshop.preparation(), store());
        UseRequest own = new UseRequest(report.record().run(), UseRequest.Weights.TESTED, Optional.empty(),
                Optional.empty(), Optional.of(home), Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
        assertEquals(6, use.predict(own, Workshop.picture()).rows().size());
        Files.writeString(data, FRUIT.replace("150", "151"));
        WorkbenchException changed = assertThrows(WorkbenchException.class,
                () -> use.predict(own, Workshop.picture()));
        assertEquals(WorkbenchException.Kind.MISSING, changed.kind());
        assertTrue(changed.getMessage().startsWith("the data is not that which the run " + report.record().run()
                + " learned from: its SHA-256 was "), changed.getMessage());
        Files.delete(data);
        assertEquals(WorkbenchException.Kind.MISSING, assertThrows(WorkbenchException.class,
                () -> use.predict(own, Workshop.picture())).kind());
    }

    @Test
    void what_outputs_are_is_known_from_the_examples_of_the_run_and_not_guessed_from_new_ones() throws Exception {
        RunReport report = fruit();
        Signature signature = Signature.read(report.folder().resolve("signature.json"));
        assertEquals(Optional.of(Signature.Outputs.LOGITS), signature.outputs());
        assertEquals(List.of("apple", "cherry"), signature.features().getLast().classes());
        for (Predictions.Row row : predict(report, file("mass,colour\n82,red\n")).rows()) {
            assertEquals(1, row.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-9);
        }
    }

    @Test
    void a_signature_that_is_none_is_told() throws Exception {
        RunReport report = fruit();
        Path kept = report.folder().resolve("signature.json");
        Signature signature = Signature.read(kept);
        signature.write(kept);
        assertEquals(signature, Signature.read(kept));
        Files.writeString(kept, "{\"features\": 7}");
        assertTrue(assertThrows(WorkbenchException.class, () -> predict(report, file("mass,colour\n82,red\n")))
                .getMessage().contains("signature.json"));
    }
}
