package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.data.Batch;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Feature;
import org.fascicle.data.Fit;
import org.fascicle.data.FittedSplit;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest extends DatasetContract<Csv> {
    private static final String PEOPLE = """
            age,town,height,likes
            20,Rome,1.5,tea
            40,Oslo,1.7,coffee
            30,Rome,1.9,tea
            50,Bonn,1.7,milk
            """;
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("table.csv"), PEOPLE);
    }

    @Override
    protected DataFiles files() {
        return in(folder);
    }

    @Override
    protected Csv contribution() {
        return Table.of("table.csv").target("likes").categorical("town").options();
    }

    private static DataFiles in(Path folder) {
        return new DataFiles() {
            @Override
            public List<Path> require(List<DataFile> files) {
                throw new AssertionError("no sum is known of these files");
            }

            @Override
            public Path find(String path) {
                return folder.resolve(path);
            }
        };
    }

    private Splits open(Table table) throws Exception {
        return table.options().open(files(), 1);
    }

    private static double[] column(Split split, String feature, int place) {
        return read(split, feature).map(values -> values[place]).mapToDouble(Double::doubleValue).toArray();
    }

    private static Stream<double[]> read(Split split, String feature) {
        Batch batch = Batch.of(1, split.features());
        return IntStream.range(0, split.size()).mapToObj(example -> {
            split.read(example, batch, 0);
            return batch.tensor(feature).toDoubles();
        });
    }

    @Test
    void numbers_come_first_and_a_category_is_a_column_of_its_own() throws Exception {
        Split people = open(Table.of("table.csv").target("likes").categorical("town").plain()).train();
        assertEquals(List.of("x", "y"), people.features().stream().map(Feature::name).toList());
        assertEquals("f32[5]", people.features().getFirst().type().toString());
        // age, then Bonn, Oslo, Rome in the order of the alphabet, then height: the order of the columns
        double[][] rows = read(people, "x").toArray(double[][]::new);
        assertArrayEquals(new double[] {20, 0, 0, 1, 1.5f}, rows[0]);
        assertArrayEquals(new double[] {40, 0, 1, 0, 1.7f}, rows[1]);
        assertArrayEquals(new double[] {50, 1, 0, 0, 1.7f}, rows[3]);
    }

    @Test
    void labels_keep_their_names_sorted_or_in_the_order_that_is_asked_for() throws Exception {
        Split sorted = open(Table.of("table.csv").target("likes").categorical("town")).train();
        assertEquals(List.of("coffee", "milk", "tea"), sorted.features().getLast().classes());
        assertArrayEquals(new double[] {2, 0, 2, 1}, column(sorted, "y", 0));
        Split asked = open(Table.of("table.csv").target("likes").categorical("town")
                .labels("tea", "milk", "coffee", "water")).train();
        assertEquals(List.of("tea", "milk", "coffee", "water"), asked.features().getLast().classes());
        assertArrayEquals(new double[] {0, 2, 0, 1}, column(asked, "y", 0));
    }

    @Test
    void labels_that_are_numbers_are_sorted_by_value() throws Exception {
        Files.writeString(folder.resolve("numbers.csv"), "1,10\n2,9\n3,10\n4,2\n");
        Split split = open(Table.of("numbers.csv").header(false).target("-1")).train();
        assertEquals(List.of("2", "9", "10"), split.features().getLast().classes());
        assertArrayEquals(new double[] {2, 1, 2, 0}, column(split, "y", 0));
    }

    @Test
    void an_index_counts_on_from_column_to_column_for_one_embedding() throws Exception {
        Files.writeString(folder.resolve("words.csv"), "a,b,n,y\nu,p,1,0\nv,q,2,1\nu,r,3,0\n");
        Split mixed = open(Table.of("words.csv").target("y").categorical("a", "b").index()).train();
        assertEquals(List.of("x", "categories", "y"), mixed.features().stream().map(Feature::name).toList());
        assertEquals("i32[2]", mixed.features().get(1).type().toString());
        double[][] rows = read(mixed, "categories").toArray(double[][]::new);
        assertArrayEquals(new double[] {0, 2}, rows[0]);
        assertArrayEquals(new double[] {1, 3}, rows[1]);
        assertArrayEquals(new double[] {0, 4}, rows[2]);
        Split alone = open(Table.of("words.csv").target("y").features("a", "b").categorical("a", "b").index()).train();
        assertEquals("i32[2]", alone.features().getFirst().type().toString());
        assertEquals("x", alone.features().getFirst().name());
    }

    @Test
    void values_are_standardised_by_the_examples_that_are_named_and_by_no_others() throws Exception {
        FittedSplit people = (FittedSplit) open(Table.of("table.csv").target("likes").categorical("town")).train();
        Fit fit = people.fit(new int[] {0, 2});
        // 20 and 30: mean 25, deviation 5; with all four it would be 35 and 11.18
        assertEquals(25, fit.column("age").number("mean"));
        assertEquals(5, fit.column("age").number("deviation"));
        assertArrayEquals(new double[] {-1, 3, 1, 5}, column(people.through(fit), "x", 0));
    }

    @Test
    void a_column_that_never_changes_becomes_zero() throws Exception {
        Files.writeString(folder.resolve("flat.csv"), "a,b,y\n7,1,u\n7,2,v\n7,3,u\n");
        assertArrayEquals(new double[] {0, 0, 0}, column(open(Table.of("flat.csv").target("y")).train(), "x", 0));
    }

    @Test
    void a_gap_is_filled_with_what_the_named_examples_have() throws Exception {
        Files.writeString(folder.resolve("gaps.csv"), "n,c,y\n1,p,u\n3,p,v\n?,q,u\n8,,v\n9,q,u\n9,q,v\n");
        FittedSplit gaps = (FittedSplit) open(Table.of("gaps.csv").target("y").categorical("c").plain().fill()).train();
        Split seen = gaps.through(gaps.fit(new int[] {0, 1, 2, 3}));
        // n: the mean of 1, 3, 8; c: p twice against q once, where the whole file has q three times
        assertArrayEquals(new double[] {1, 3, 4, 8, 9, 9}, column(seen, "x", 0));
        assertArrayEquals(new double[] {1, 1, 0, 1, 0, 0}, column(seen, "x", 1));
    }

    @Test
    void a_value_to_be_estimated_is_a_number_and_stays_as_it_is() throws Exception {
        Split heights = open(Table.of("table.csv").target("height").features("age").regression()).train();
        assertEquals("f32[]", heights.features().getLast().type().toString());
        assertArrayEquals(new double[] {1.5f, 1.7f, 1.9f, 1.7f}, column(heights, "y", 0));
    }

    @Test
    void a_value_to_be_estimated_is_standardised_where_the_model_sees_it_by_the_examples_that_are_named()
            throws Exception {
        FittedSplit heights = (FittedSplit) open(Table.of("table.csv").target("height").features("age").regression())
                .train();
        Feature height = heights.through(heights.fit(new int[] {0, 2})).features().getLast();
        // 1.5 and 1.9: mean 1.7, deviation 0.2
        assertEquals(-1, 1.5 * height.scale() + height.offset(), 1e-9);
        assertEquals(1, 1.9 * height.scale() + height.offset(), 1e-9);
        Feature plain = open(Table.of("table.csv").target("height").features("age").regression().plain()).train()
                .features().getLast();
        assertEquals(Feature.of("y", plain.type()), plain);
    }

    @Test
    void columns_go_by_number_forwards_and_backwards_and_without_a_header() throws Exception {
        Files.writeString(folder.resolve("bare.csv"), "1,u,5\n2,v,6\n");
        Split split = open(Table.of("bare.csv").header(false).target("-2").features("3").plain()).train();
        assertEquals(List.of("u", "v"), split.features().getLast().classes());
        assertArrayEquals(new double[] {5, 6}, column(split, "x", 0));
    }

    @Test
    void quotes_byte_order_marks_empty_lines_and_other_separators_are_read() throws Exception {
        Files.writeString(folder.resolve("odd.csv"), "\uFEFFn\ty\r\n\r\n 1 \t\"a \"\"b\"\", c\"\r\n2\td\r\n");
        Split split = open(Table.of("odd.csv").separator("tab").target("y").plain()).train();
        assertEquals(List.of("a \"b\", c", "d"), split.features().getLast().classes());
        assertArrayEquals(new double[] {1, 2}, column(split, "x", 0));
    }

    @Test
    void a_test_file_is_seen_through_what_the_training_file_teaches() throws Exception {
        Files.writeString(folder.resolve("more.csv"), "likes,height,town,age\nmilk,1.7,Oslo,35\n");
        Splits splits = open(Table.of("table.csv").target("likes").categorical("town").test("more.csv"));
        Split test = splits.test().orElseThrow();
        assertEquals(splits.train().features(), test.features());
        // the mean age is 35
        assertArrayEquals(new double[] {0}, column(test, "x", 0));
        assertArrayEquals(new double[] {1}, column(test, "y", 0));
    }

    @Test
    void a_file_for_predictions_goes_by_names_and_may_lack_the_target() throws Exception {
        Csv options = contribution();
        FittedSplit people = (FittedSplit) options.open(files(), 1).train();
        Fit fit = people.fit(new int[] {0, 2});
        Path more = Files.writeString(folder.resolve("new.csv"), "note,height,town,age\nx,1.7,Oslo,30\n");
        Split split = options.read(more, fit);
        assertEquals(List.of(people.features().getFirst()), split.features());
        double[] row = read(split, "x").findFirst().orElseThrow();
        assertArrayEquals(new double[] {1, 0, 1, 0, 0}, Arrays.stream(row).map(Math::rint).toArray());
        Csv bare = Table.of("bare.csv").header(false).target("1").options();
        Files.writeString(folder.resolve("bare.csv"), "u,1,5\nv,2,6\n");
        Fit known = ((FittedSplit) bare.open(files(), 1).train()).fit(new int[] {0, 1});
        Path without = Files.writeString(folder.resolve("without.csv"), "1,6\n");
        assertArrayEquals(new double[] {-1, 1}, read(bare.read(without, known), "x").findFirst().orElseThrow());
    }

    @Test
    void the_fingerprint_is_that_of_the_content() throws Exception {
        Splits before = open(Table.of("table.csv").target("likes").categorical("town"));
        Files.writeString(folder.resolve("table.csv"), PEOPLE.replace("1.9", "1.8"));
        Splits after = open(Table.of("table.csv").target("likes").categorical("town"));
        assertFalse(before.fingerprint().equals(after.fingerprint()));
        assertTrue(before.fingerprint().sha256().matches("[0-9a-f]{64}"));
    }
}
