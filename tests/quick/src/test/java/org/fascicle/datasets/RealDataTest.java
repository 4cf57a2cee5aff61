package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Columns;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Splits;
import org.fascicle.workbench.data.FolderDataFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the published files; the sums are checked on the way. */
@EnabledIfEnvironmentVariable(named = "FASCICLE_DATA", matches = ".+")
class RealDataTest {
    @TempDir
    private Path empty;

    private DataFiles files() {
        return new FolderDataFiles(List.of(Path.of(System.getenv("FASCICLE_DATA"))), empty, Optional.empty());
    }

    private static int[] histogram(Columns split) {
        int[] counts = new int[10];
        Arrays.stream(split.column("y").ints()).forEach(label -> counts[label]++);
        return counts;
    }

    private static double mean(Columns split) {
        byte[] pixels = split.column("x").bytes();
        return IntStream.range(0, pixels.length).mapToLong(p -> pixels[p] & 0xff).sum() / 255.0 / pixels.length;
    }

    @Test
    void mnist_has_the_published_examples() throws Exception {
        Splits splits = new Mnist().open(files(), 1);
        Columns train = (Columns) splits.train();
        Columns test = (Columns) splits.test().orElseThrow();
        assertEquals(60_000, train.size());
        assertEquals(10_000, test.size());
        assertArrayEquals(new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, histogram(train));
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, histogram(test));
        assertArrayEquals(new int[] {5, 0, 4, 1, 9}, Arrays.copyOf(train.column("y").ints(), 5));
        assertEquals(0.1307, mean(train), 0.00005);
    }

    @Test
    void fashion_mnist_has_the_published_examples() throws Exception {
        Splits splits = new FashionMnist().open(files(), 1);
        Columns train = (Columns) splits.train();
        Columns test = (Columns) splits.test().orElseThrow();
        int[] even = new int[10];
        Arrays.fill(even, 6_000);
        assertArrayEquals(even, histogram(train));
        Arrays.fill(even, 1_000);
        assertArrayEquals(even, histogram(test));
        assertEquals(0.2860, mean(train), 0.00005);
        assertEquals("Ankle boot", train.features().get(1).classes().get(train.column("y").ints()[0]));
    }

    @Test
    void tiny_shakespeare_has_its_65_characters_and_its_first_line() throws Exception {
        Splits splits = new TinyShakespeare(14, Optional.of(1)).open(files(), 1);
        List<String> vocabulary = splits.train().features().getFirst().classes();
        assertEquals(65, vocabulary.size());
        assertEquals("\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                String.join("", vocabulary));
        // 1,115,394 · 9 / 10, less a block
        assertEquals(1_003_854 - 14, splits.train().size());
        Batch batch = Batch.of(1, splits.train().features());
        splits.train().read(0, batch, 0);
        StringBuilder line = new StringBuilder();
        Arrays.stream(batch.tensor("x").ints()).forEach(number -> line.append(vocabulary.get(number)));
        assertEquals("First Citizen:", line.toString());
    }
}
