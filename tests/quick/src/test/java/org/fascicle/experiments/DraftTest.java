package org.fascicle.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Draft;
import org.fascicle.data.Feature;
import org.fascicle.data.Splits;
import org.fascicle.datasets.Csv;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.InvalidExperimentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment to begin with says of each column what it holds, and is one that runs. */
class DraftTest {
    @TempDir
    private Path folder;
    private final DataFiles files = new DataFiles() {
        @Override
        public List<Path> require(List<DataFile> wanted) {
            throw new AssertionError("no sum is known of these files");
        }
    };

    private Draft draft(String file, String text, String... target) throws IOException, DataException {
        return new Csv.Type().draft("mine", Files.writeString(folder.resolve(file), text),
                target.length == 0 ? Optional.empty() : Optional.of(target[0])).orElseThrow();
    }

    private static Experiment read(Draft draft) throws InvalidExperimentException {
        return new ExperimentReader(OnClassPath.contributions()).read(new ExperimentText("mine.yaml", draft.text()));
    }

    /** Rows whose rent is 8 by the area and 100 for a balcony. */
    private static String flats(int rows) {
        StringBuilder text = new StringBuilder("id,area,district,balcony,remark,city,rent\n");
        for (int i = 0; i < rows; i++) {
            int area = 20 + i * 37 % 90;
            text.append(i + 1).append(',').append(i % 9 == 4 ? "" : area).append(',')
                    .append(List.of("north", "south", "old town").get(i * 7 % 3)).append(',').append(i % 2)
                    .append(",remark ").append(i * i).append(",Bonn,").append(8 * area + 100 * (i % 2)).append('\n');
        }
        return text.toString();
    }

    @Test
    void columns_are_told_apart_and_those_that_teach_nothing_are_left_out_with_the_reason() throws Exception {
        Draft draft = draft("flats.csv", flats(60), "rent");
        assertEquals(List.of(folder.resolve("flats.csv") + ": 60 rows, 7 columns",
                "target rent: values from 160 to 972", "numbers: area, balcony", "names: district",
                "left out: id (counts the rows), remark (hardly any text is met twice), city (the same in every row)",
                "missing values: area (7)"), draft.findings());
        Experiment experiment = read(draft);
        Csv csv = (Csv) experiment.data().use();
        assertEquals(List.of("area", "district", "balcony"), csv.features());
        assertEquals(List.of("district"), csv.categorical());
        assertEquals(Csv.Task.REGRESSION, csv.task());
        assertEquals(Csv.Missing.FILL, csv.missing());
        assertFalse(experiment.data().stratified());
        Splits splits = csv.open(files, 1);
        assertEquals("f32[5]", splits.train().features().getFirst().type().toString());
    }

    @Test
    void a_target_of_a_few_words_is_told_by_a_unit_for_each() throws Exception {
        Draft draft = draft("flats.csv", flats(60), "district");
        assertEquals("target district: 3 classes: north (20), old town (20), south (20)", draft.findings().get(1));
        Experiment experiment = read(draft);
        assertEquals(Csv.Task.CLASSIFICATION, ((Csv) experiment.data().use()).task());
        assertTrue(experiment.data().stratified());
        assertTrue(draft.text().contains("units: 3}"), draft.text());
        Feature target = ((Csv) experiment.data().use()).open(files, 1).train().features().getLast();
        assertEquals(List.of("north", "old town", "south"), target.classes());
    }

    @Test
    void a_class_of_two_rows_is_no_reason_to_fail_at_once() throws Exception {
        Experiment experiment = read(draft("rare.csv", "a,b\n1,x\n2,x\n4,x\n3,x\n8,y\n7,y\n"));
        assertFalse(experiment.data().stratified());
    }

    @Test
    void headers_and_separators_are_noticed() throws Exception {
        Csv csv = (Csv) read(draft("bare.tsv", "1.5\t2\tu\n2.5\t9\tv\n3.5\t4\tu\n1.5\t1\tv\n")).data().use();
        assertFalse(csv.header());
        assertEquals("tab", csv.separator());
        assertEquals("3", csv.target());
        assertEquals(List.of("u", "v"), csv.open(files, 1).train().features().getLast().classes());
    }

    @Test
    void names_that_yaml_would_take_for_something_else_are_read_as_they_stand() throws Exception {
        Csv csv = (Csv) read(draft("odd.csv", "yes,a: b,\"say \"\"hi\"\"\",#x,no\n1,p,q,3,u\n2,p,r,5,v\n5,o,q,4,u\n"
                + "4,o,r,9,v\n")).data().use();
        assertEquals("no", csv.target());
        assertEquals(List.of("a: b", "say \"hi\""), csv.categorical());
        csv.open(files, 1);
    }

    @Test
    void what_is_wrong_with_a_table_is_told_before_anything_is_written() throws Exception {
        assertTrue(refusal("a,b\n1,2\n3\n", "b").contains("line 3: 1 field where line 1 has 2"));
        assertTrue(refusal("a,price\n1,u\n2,v\n", "prise").contains("`target` names a column `prise`, which is not "
                + "there; did you mean `price`?"));
        assertTrue(refusal("a,b\n1,u\n2,u\n", "b").contains("the target `b` is the same in every row"));
        assertTrue(refusal("a,b\n1,u\n2,v\n3,\n4,u\n", "b").contains("line 4, column b: no target"));
        assertTrue(refusal("a,b\n1,u\n2,v\n3,u\n", "b").contains("no column is left to tell `b` from"));
    }

    /** Weights, some of them written in another way. */
    private static String weights(int rows, IntFunction<String> weight) {
        StringBuilder text = new StringBuilder("weight,fruit\n");
        for (int i = 0; i < rows; i++) {
            text.append('"').append(weight.apply(i)).append("\",").append(i % 3 == 0 ? "fig" : "plum").append('\n');
        }
        return text.toString();
    }

    @Test
    void a_word_among_numbers_is_told_with_its_line_rather_than_the_column_left_out() throws Exception {
        assertEquals(folder.resolve("bad.csv") + """
                 has a mistake
                  line 79, column weight: expected a number, found `4.l`
                    the other values are numbers: correct it, or leave the field empty where the value is missing; if \
                the column holds names, such as codes, write the experiment by hand with data: {use: {csv: {file:\s"""
                + folder.resolve("bad.csv") + ", target: fruit, categorical: [weight]}}}",
                refusal(weights(150, i -> i == 77 ? "4.l" : i + ".5"), "fruit"));
        assertTrue(refusal(weights(4, i -> i == 1 ? "few" : i * i + ".5"), "fruit")
                .contains("line 3, column weight: expected a number, found `few`"));
        String target = refusal("a,price\n" + weights(150, i -> i == 77 ? "4.l" : i + ".5").lines().skip(1)
                .map(line -> "7" + line.length() + "," + line.replaceAll(",.*", "") + "\n")
                .collect(Collectors.joining()), "price");
        assertTrue(target.contains("line 79, column price: expected a number, found `4.l`")
                && !target.contains("labels"), target);
    }

    @Test
    void the_experiment_that_is_told_for_a_column_of_codes_takes_it_for_names() throws Exception {
        String told = refusal(weights(150, i -> i % 5 == 0 && i < 50 ? "D" + i % 4 : String.valueOf(i % 7))
                .replace(',', ';'), "fruit");
        assertTrue(told.contains("line 2, column weight: expected a number, found `D0`"), told);
        Experiment experiment = new ExperimentReader(OnClassPath.contributions()).read(new ExperimentText("codes",
                "experiment: codes\n" + told.substring(told.indexOf("data: {")) + """

                model: [{dense: {units: 2}}]
                loss: cross-entropy
                optimizer: {adam: {learningRate: 0.01}}
                train: {epochs: 1}
                """));
        Feature x = experiment.data().use().open(files, 1).train().features().getFirst();
        assertEquals(11, x.type().shape().elements(), "the numbers 0 to 6 and four codes");
    }

    @Test
    void words_that_are_all_the_same_may_mark_what_is_missing() throws Exception {
        String told = refusal(weights(60, i -> i % 4 == 1 ? "unknown" : i + ".5"), "fruit");
        assertTrue(told.contains("has 15 mistakes\n  line 3, column weight: expected a number, found `unknown`"), told);
        assertTrue(told.contains("where `unknown` marks a missing value, leave these fields empty, or write the "
                + "experiment by hand with the mark under `missingTexts`"), told);
    }

    @Test
    void a_comma_in_decimals_is_told_rather_than_the_column_left_out() throws Exception {
        assertTrue(refusal(weights(30, i -> i + ",5"), "fruit")
                .contains("line 2, column weight: expected a number, found `0,5`"));
        assertTrue(refusal(weights(30, i -> i + ",5"), "fruit").endsWith("write decimals with a point"));
    }

    @Test
    void a_column_of_which_much_is_no_number_is_no_column_of_numbers() throws Exception {
        Draft draft = draft("codes.csv", "size,code,fruit\n" + weights(40, i -> i * i + "\",\"" + (i % 3 == 0 ? "b" + i
                : i)).lines().skip(1).map(line -> line + "\n").collect(Collectors.joining()), "fruit");
        assertTrue(draft.findings().contains("left out: code (hardly any text is met twice)"),
                draft.findings().toString());
    }

    private String refusal(String text, String target) {
        return assertThrows(DataException.class, () -> draft("bad.csv", text, target)).getMessage();
    }

    @Test
    void other_files_are_none_of_a_tables_business() throws Exception {
        assertEquals(Optional.empty(), new Csv.Type().draft("mine", folder.resolve("seven.png"), Optional.empty()));
    }
}
