package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fascicle.data.Batch;
import org.fascicle.data.Columns;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Splits;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    private static final Shape SHAPE = Shape.of(2, 3);
    private static final byte[] VALUES = {1, 2, 3, 4, 5, (byte) 255};

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("values.gz");
    }

    private String refusal() {
        DataException e = assertThrows(DataException.class, () -> Idx.read(file, SHAPE));
        assertFalse(e.isMissing());
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        return e.getMessage();
    }

    private void assertTells(String... parts) {
        String message = refusal();
        for (String part : parts) {
            assertTrue(message.contains(part), "«" + part + "» in: " + message);
        }
        assertTrue(message.contains("delete the file, so that it is fetched again"), message);
    }

    @Test
    void a_whole_file_gives_its_values() throws Exception {
        HostTensor values = Idx.read(IdxFile.write(file, IdxFile.content(8, new int[] {2, 3}, VALUES)), SHAPE);
        assertEquals("u8[2,3]", values.type().toString());
        assertArrayEquals(VALUES, values.bytes());
        assertEquals(255, values.get(5));
    }

    @Test
    void another_magic_is_refused() throws IOException {
        IdxFile.write(file, IdxFile.content(13, new int[] {2, 3}, VALUES));
        assertTells("no IDX file of unsigned bytes and rank 2", "expected its first bytes to be 00 00 08 02",
                "found 00 00 0d 02");
    }

    @Test
    void another_rank_is_refused() throws IOException {
        IdxFile.write(file, IdxFile.content(8, new int[] {6}, VALUES));
        assertTells("expected its first bytes to be 00 00 08 02", "found 00 00 08 01");
    }

    @Test
    void other_extents_are_refused_before_memory_is_taken_for_them() throws IOException {
        IdxFile.write(file, IdxFile.content(8, new int[] {-1, 3}, VALUES));
        assertTells("another array", "expected [2,3]", "found [4294967295,3]");
    }

    @Test
    void an_empty_content_and_a_short_header_are_refused() throws IOException {
        IdxFile.write(file, new byte[0]);
        assertTells("first bytes", "found ;");
        IdxFile.write(file, new byte[] {0, 0, 8, 2, 0, 0});
        assertTells("the header is cut short", "found 2 bytes");
    }

    @Test
    void too_few_and_too_many_values_are_refused() throws IOException {
        IdxFile.write(file, IdxFile.content(8, new int[] {2, 3}, Arrays.copyOf(VALUES, 4)));
        assertTells("cut short", "expected 6 bytes of values [2,3]", "found 4 bytes");
        IdxFile.write(file, IdxFile.content(8, new int[] {2, 3}, Arrays.copyOf(VALUES, 7)));
        assertTells("more follows", "expected 6 bytes of values [2,3]", "found at least one byte more");
    }

    @Test
    void a_gzip_file_that_is_cut_short_anywhere_is_refused() throws IOException {
        byte[] whole = IdxFile.gzip(IdxFile.content(8, new int[] {2, 3}, VALUES));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertTells("cut short");
        }
    }

    @Test
    void a_flipped_bit_never_gives_other_values() throws Exception {
        byte[] whole = IdxFile.gzip(IdxFile.content(8, new int[] {2, 3}, VALUES));
        int header = 10;
        int refused = 0;
        for (int bit = 8 * header; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertArrayEquals(VALUES, Idx.read(file, SHAPE).bytes(), "bit " + bit);
            } catch (DataException e) {
                assertTells("expected", "found");
                refused++;
            }
        }
        // up to seven bits between the compressed data and its sum mean nothing
        assertTrue(refused >= 8 * (whole.length - header) - 7, refused + " refused");
    }

    @Test
    void a_file_that_is_not_compressed_is_refused() throws IOException {
        Files.write(file, IdxFile.content(8, new int[] {2, 3}, VALUES));
        assertTells("damaged", "expected gzip", "Not in GZIP format");
    }

    @Test
    void a_folder_in_place_of_the_file_is_told() throws IOException {
        Files.createDirectory(file);
        assertTrue(refusal().contains("cannot be read"));
    }

    @Test
    void images_and_labels_make_examples_and_a_label_beyond_the_classes_is_refused() throws Exception {
        IdxImages images = new IdxImages(3, 1, 2, List.of("even", "odd"));
        List<DataFile> names = IdxImages.files("small", List.of("http://mirror/a/"), "s0", "s1", "s2", "s3");
        assertEquals("small/train-labels-idx1-ubyte.gz", names.get(1).path());
        assertEquals("http://mirror/a/t10k-images-idx3-ubyte.gz", names.get(2).sources().getFirst().toString());
        DataFiles here = files -> files.stream().map(f -> folder.resolve(f.path().replace("small/", ""))).toList();
        IdxFile.write(folder.resolve("train-images-idx3-ubyte.gz"),
                IdxFile.content(8, new int[] {3, 2, 2}, (byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5,
                        (byte) 6, (byte) 7, (byte) 8, (byte) 9, (byte) 10, (byte) 11));
        Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
        IdxFile.write(labels, IdxFile.content(8, new int[] {3}, (byte) 0, (byte) 1, (byte) 0));
        IdxFile.write(folder.resolve("t10k-images-idx3-ubyte.gz"),
                IdxFile.content(8, new int[] {1, 2, 2}, (byte) 9, (byte) 9, (byte) 9, (byte) 9));
        IdxFile.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), IdxFile.content(8, new int[] {1}, (byte) 1));

        Splits splits = images.open(here, names);
        Batch batch = Batch.of(1, splits.train().features());
        splits.train().read(1, batch, 0);
        assertEquals("u8[1,2,2,1]", batch.tensor("x").type().toString());
        assertArrayEquals(new byte[] {4, 5, 6, 7}, batch.tensor("x").bytes());
        assertArrayEquals(new int[] {1}, batch.tensor("y").ints());
        assertArrayEquals(new int[] {1}, ((Columns) splits.test().orElseThrow()).column("y").ints());

        IdxFile.write(labels, IdxFile.content(8, new int[] {3}, (byte) 0, (byte) 1, (byte) 200));
        String message = assertThrows(DataException.class, () -> images.open(here, names)).getMessage();
        assertTrue(message.contains(labels.toString()) && message.contains("label 2")
                && message.contains("expected a class from 0 to 1, found 200"), message);
    }
}
