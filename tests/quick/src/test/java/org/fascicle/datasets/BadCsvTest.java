package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Fit;
import org.fascicle.data.FittedSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a table is told with its line and with what to do, all at once. */
class BadCsvTest {
    private static final String FINE = "age,town,likes\n20,Rome,tea\n40,Oslo,coffee\n";
    @TempDir
    private Path folder;

    private final DataFiles files = new DataFiles() {
        @Override
        public List<Path> require(List<DataFile> wanted) throws DataException {
            throw DataException.missing(wanted.toString());
        }

        @Override
        public Path find(String path) {
            return folder.resolve(path);
        }
    };

    /** What is said of a text, without the name of the file. */
    private String refusal(String text, Table table) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        DataException refused = assertThrows(DataException.class, () -> table.options().open(files, 1));
        assertTrue(refused.isWrong(), "the user can mend it");
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        return refused.getMessage().substring(file.toString().length() + 1);
    }

    private static Table table() {
        return Table.of("t.csv").target("likes").categorical("town");
    }

    @Test
    void ragged_rows_are_told_with_their_lines_all_at_once() throws IOException {
        assertEquals("""
                has 2 mistakes
                  line 3: 2 fields where line 1 has 3
                  line 6: 4 fields where line 1 has 3
                    give each line as many fields; one that holds the separator stands in quotes""",
                refusal("age,town,likes\n20,Rome,tea\n40,Oslo\n\n30,Rome,tea\n30,Rome,tea,milk\n", table()));
    }

    @Test
    void ragged_rows_do_not_hide_what_is_wrong_with_others() throws IOException {
        assertEquals("""
                has 2 mistakes
                  line 2: 2 fields where line 1 has 3
                    give each line as many fields; one that holds the separator stands in quotes
                  line 3, column age: expected a number, found `old`
                    correct it, or list the column under `categorical` if it holds names, or the text under \
                `missingTexts` if it stands for nothing""",
                refusal("age,town,likes\n20,Rome\nold,Oslo,tea\n30,Rome,tea\n", table()));
    }

    @Test
    void text_in_a_number_column_missing_values_and_wrong_labels_are_told_together() throws IOException {
        assertEquals("""
                has 4 mistakes
                  line 3, column age: expected a number, found `old`
                    correct it, or list the column under `categorical` if it holds names, or the text under \
                `missingTexts` if it stands for nothing
                  line 4, column age: `?`, which stands for nothing
                    fill in what is missing, or leave the row out, or write `missing: fill`: the mean, or the \
                commonest category, of the training examples then stands for it
                  line 2, column likes: the label `beer` is none of the 2
                    labels are tea, coffee; correct it, or add it to `labels`
                  line 4, column likes: no target
                    leave the row out: without its target there is nothing to learn from it""",
                refusal("age,town,likes\n20,Rome,beer\nold,Oslo,coffee\n?,Rome,\n30,Rome,tea\n",
                        table().labels("tea", "coffee")));
    }

    @Test
    void many_mistakes_of_one_sort_are_counted() throws IOException {
        String rows = IntStream.range(0, 37).mapToObj(row -> "old,Rome,tea\n").collect(Collectors.joining());
        String refusal = refusal("age,town,likes\n1,Rome,milk\n" + rows, table());
        assertTrue(refusal.startsWith("has 37 mistakes\n  line 3, column age:"), refusal);
        assertTrue(refusal.contains("line 12, column") && !refusal.contains("line 13, column"), refusal);
        assertTrue(refusal.contains("\n  and 27 more of this sort\n"), refusal);
    }

    @Test
    void a_column_that_is_not_there_is_told_with_the_nearest_name() throws IOException {
        assertEquals("""
                has 3 mistakes
                  `target` names a column `like`, which is not there; did you mean `likes`?
                  `categorical` names a column `twon`, which is not there; did you mean `town`?
                  `features` names a column `9`, which is not there
                    the file has 3 columns: age, town, likes""",
                refusal(FINE, table().target("like").categorical("twon").features("age", "9")));
    }

    @Test
    void empty_files_are_told_apart() throws IOException {
        assertEquals("is empty: give it a row for each example", refusal("", table()));
        assertEquals("is empty: give it a row for each example", refusal("\n\n", table()));
        assertEquals("has a header and no row below it: give it a row for each example, or write `header: false` where "
                + "the first line is one", refusal("age,town,likes\n", table()));
    }

    @Test
    void a_header_that_is_none_is_noticed_and_one_that_was_denied_too() throws IOException {
        assertEquals("""
                has a mistake
                  line 1: numbers where the names of the columns should be
                    write `header: false`, or put a line of names first""",
                refusal("1,2,3,u\n4,5,6,v\n", Table.of("t.csv").target("4")));
        assertTrue(refusal(FINE, table().header(false).categorical("2").target("3"))
                .contains("line 1, column 1: expected a number, found `age`\n    where line 1 has the names of the "
                        + "columns, write `header: true`"));
    }

    @Test
    void a_name_twice_in_the_header_is_refused() throws IOException {
        assertTrue(refusal("a,a,y\n1,2,u\n", Table.of("t.csv").target("y"))
                .contains("line 1: the column `a` a second time"));
    }

    @Test
    void the_wrong_separator_is_noticed() throws IOException {
        assertEquals("""
                has a mistake
                  line 1: a single field
                    the separator is `,`; is it `;`?""", refusal(FINE.replace(',', ';'), table()));
    }

    @Test
    void decimal_commas_are_noticed() throws IOException {
        assertEquals("""
                has a mistake
                  line 2, column h: expected a number, found `1,5`
                    write decimals with a point""",
                refusal("h;y\n1,5;u\n2;v\n", Table.of("t.csv").separator(";").target("y")));
    }

    @Test
    void numbers_that_no_float_holds_are_refused() throws IOException {
        assertTrue(refusal("h,y\n1e39,u\n2,v\n", Table.of("t.csv").target("y"))
                .contains("line 2, column h: 1e39 is out of range"));
        assertTrue(refusal("h,y\n0x1p3,u\n2,v\n", Table.of("t.csv").target("y"))
                .contains("line 2, column h: expected a number, found `0x1p3`"));
    }

    @Test
    void values_taken_for_labels_are_noticed() throws IOException {
        String rows = IntStream.range(0, 50).mapToObj(row -> row + "," + row * 0.1 + "\n")
                .collect(Collectors.joining());
        assertTrue(refusal("a,price\n" + rows, Table.of("t.csv").target("price"))
                .contains("the target `price` has 50 labels in 50 rows\n    where it is a value, write `task: "
                        + "regression`"));
        assertTrue(refusal("a,y\n1,u\n2,u\n", Table.of("t.csv").target("y"))
                .contains("the target `y` is `u` in every row"));
    }

    @Test
    void other_encodings_than_utf_8_are_refused() throws IOException {
        Files.write(folder.resolve("t.csv"), "a,y\n1,Köln\n2,Rom\n".getBytes(StandardCharsets.ISO_8859_1));
        DataException refused = assertThrows(DataException.class, () -> Table.of("t.csv").options().open(files, 1));
        assertEquals(folder.resolve("t.csv") + " is no text in UTF-8; save it as that", refused.getMessage());
    }

    @Test
    void the_target_among_the_features_is_refused() throws IOException {
        assertTrue(refusal(FINE, table().features("age", "likes"))
                .contains("the target `likes` is among the features"));
    }

    @Test
    void an_unclosed_quote_does_not_swallow_the_rest_in_silence() throws IOException {
        String refusal = refusal("age,town,likes\n20,Rome,tea\n40,\"Oslo,coffee\n30,Rome,tea\n", table());
        assertTrue(refusal.contains("line 3"), refusal);
    }

    @Test
    void a_file_for_predictions_names_every_column_that_it_lacks() throws Exception {
        Files.writeString(folder.resolve("t.csv"), FINE);
        Csv options = table().options();
        Fit fit = ((FittedSplit) options.open(files, 1).train()).fit(new int[] {0, 1});
        Path more = Files.writeString(folder.resolve("more.csv"), "agee,city\n20,Rome\n");
        assertEquals(more + " " + """
                has 2 mistakes
                  no column `age`; did you mean `agee`?
                  no column `town`
                    the model was trained with age, town; the file has agee, city""",
                assertThrows(DataException.class, () -> options.read(more, fit)).getMessage());
        Path town = Files.writeString(folder.resolve("town.csv"), "age,town\n20,Bonn\n");
        assertEquals(town + " " + """
                has a mistake
                  line 2, column town: the unknown category `Bonn`
                    known are Oslo, Rome; correct it, or train again with examples of it""",
                assertThrows(DataException.class, () -> options.read(town, fit)).getMessage());
    }

    @Test
    void options_that_do_not_fit_are_told_together() {
        InvalidOptionsException wrong = assertThrows(InvalidOptionsException.class, () -> new Csv("t.csv",
                Optional.empty(), Optional.of("ftp://x"), Optional.empty(), true, "::", "y", Csv.Task.REGRESSION,
                List.of("a"), List.of(), List.of(), Csv.Encoding.ONE_HOT, true, Csv.Missing.REFUSE, List.of()));
        assertEquals(List.of("separator", "source", "source", "labels"), wrong.mistakes().stream()
                .map(InvalidOptionsException.Mistake::path).toList());
    }

    @Test
    void published_files_are_asked_for_by_their_sum() {
        Csv published = new Csv("uci/iris.csv", Optional.of("a".repeat(64)), Optional.of("https://example.org/iris"),
                Optional.empty(), false, ",", "-1", Csv.Task.CLASSIFICATION, List.of(), List.of(), List.of(),
                Csv.Encoding.ONE_HOT, true, Csv.Missing.REFUSE, List.of());
        DataException missing = assertThrows(DataException.class, () -> published.open(files, 1));
        assertTrue(missing.isMissing());
        assertFalse(missing.isWrong());
        assertTrue(missing.getMessage().contains("uci/iris.csv") && missing.getMessage().contains("a".repeat(64)));
    }
}
