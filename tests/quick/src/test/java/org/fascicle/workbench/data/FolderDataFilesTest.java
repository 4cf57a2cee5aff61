package org.fascicle.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDataFilesTest {
    // SHA-256 of "abc" (FIPS 180-2, appendix B.1) and of nothing
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final DataFile FIRST = new DataFile("set/abc.gz", ABC,
            List.of(URI.create("http://one.example/abc.gz"), URI.create("http://two.example/abc.gz")));
    private static final DataFile SECOND = new DataFile("set/nothing.gz", NOTHING,
            List.of(URI.create("http://one.example/nothing.gz")));

    @TempDir
    private Path folder;
    private Path data;
    private Path home;
    private final List<URI> asked = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        home = folder.resolve("home");
    }

    private FolderDataFiles offline() {
        return new FolderDataFiles(List.of(data), home, Optional.empty());
    }

    /** A network that has these texts at these addresses. */
    private FolderDataFiles online(Map<String, String> network) {
        return new FolderDataFiles(List.of(data), home, Optional.of((source, target) -> {
            asked.add(source);
            String text = network.get(source.toString());
            if (text == null) {
                throw new IOException("no such host");
            }
            Files.writeString(target, text);
        }));
    }

    private static Path put(Path folder, DataFile file, String text) throws IOException {
        Path path = folder.resolve(file.path());
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private List<Path> filesUnder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        }
    }

    @Test
    void files_are_found_in_any_folder_and_come_in_the_order_asked_for() throws Exception {
        Path first = put(home, FIRST, "abc");
        Path second = put(data, SECOND, "");
        assertEquals(List.of(first, second), offline().require(List.of(FIRST, SECOND)));
        assertEquals(List.of(second, first), offline().require(List.of(SECOND, FIRST)));
    }

    @Test
    void the_first_folder_wins_and_a_good_copy_further_on_makes_up_for_a_bad_one() throws Exception {
        Path good = put(home, FIRST, "abc");
        Path better = put(data, FIRST, "abc");
        assertEquals(List.of(better), offline().require(List.of(FIRST)));
        put(data, FIRST, "abd");
        assertEquals(List.of(good), offline().require(List.of(FIRST)));
    }

    @Test
    void every_missing_file_is_named_with_its_sum_and_where_it_may_be_put() {
        DataException e = assertThrows(DataException.class, () -> offline().require(List.of(FIRST, SECOND)));
        assertTrue(e.isMissing());
        assertEquals("""
                set needs 2 files that are not here:
                  set/abc.gz  sha256 %s
                  set/nothing.gz  sha256 %s
                put them under one of: %s, %s (or name a folder by --data or FASCICLE_DATA)"""
                .formatted(ABC, NOTHING, data, home), e.getMessage());
    }

    @Test
    void a_file_that_is_there_is_not_called_missing() throws Exception {
        put(data, FIRST, "abc");
        DataException e = assertThrows(DataException.class, () -> offline().require(List.of(FIRST, SECOND)));
        assertTrue(e.getMessage().startsWith("set needs 1 file that is not here:\n  set/nothing.gz"), e.getMessage());
        assertFalse(e.getMessage().contains("abc.gz"), e.getMessage());
    }

    @Test
    void a_wrong_sum_is_told_with_path_both_sums_and_remedy_and_nothing_is_written_over() throws Exception {
        Path wrong = put(home, SECOND, "abc");
        DataException e = assertThrows(DataException.class, () -> online(Map.of("http://one.example/nothing.gz", ""))
                .require(List.of(SECOND)));
        assertFalse(e.isMissing());
        assertEquals(wrong + " is not the file that is needed: expected sha256 " + NOTHING + ", found " + ABC
                + "; delete it, so that it is fetched again, or put the right file in its place", e.getMessage());
        assertEquals("abc", Files.readString(wrong));
        assertEquals(List.of(), asked);
    }

    @Test
    void missing_and_wrong_files_are_told_together() throws Exception {
        Path wrong = put(data, SECOND, "abc");
        String message = assertThrows(DataException.class, () -> offline().require(List.of(FIRST, SECOND)))
                .getMessage();
        assertTrue(message.contains("set/abc.gz  sha256 " + ABC), message);
        assertTrue(message.contains(wrong + " is not the file that is needed"), message);
    }

    @Test
    void a_file_that_changes_after_it_was_checked_is_checked_again() throws Exception {
        FolderDataFiles files = offline();
        Path path = put(data, FIRST, "abc");
        files.require(List.of(FIRST));
        Files.writeString(path, "abd");
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
        assertThrows(DataException.class, () -> files.require(List.of(FIRST)));
        Files.writeString(path, "abc");
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_100_000_000_000L));
        assertEquals(List.of(path), files.require(List.of(FIRST)));
    }

    @Test
    void what_is_missing_is_downloaded_from_the_first_source_that_has_it() throws Exception {
        put(data, SECOND, "");
        List<Path> paths = online(Map.of("http://two.example/abc.gz", "abc")).require(List.of(FIRST, SECOND));
        assertEquals(List.of(home.resolve("set/abc.gz"), data.resolve("set/nothing.gz")), paths);
        assertEquals("abc", Files.readString(paths.getFirst()));
        assertEquals(List.of(Path.of("set/abc.gz")), filesUnder(home));
        assertEquals(FIRST.sources(), asked);
        assertEquals(paths, online(Map.of()).require(List.of(FIRST, SECOND)), "the next time nothing is fetched");
    }

    @Test
    void a_download_with_a_wrong_sum_is_thrown_away_and_the_next_source_is_tried() throws Exception {
        Map<String, String> network = Map.of("http://one.example/abc.gz", "a page of a captive portal",
                "http://two.example/abc.gz", "abc");
        assertEquals("abc", Files.readString(online(network).require(List.of(FIRST)).getFirst()));
        assertEquals(List.of(Path.of("set/abc.gz")), filesUnder(home));
    }

    @Test
    void a_download_that_fails_leaves_nothing_and_says_why() throws Exception {
        FolderDataFiles files = new FolderDataFiles(List.of(data), home, Optional.of((source, target) -> {
            asked.add(source);
            Files.writeString(target, "ab");
            throw new IOException("connection reset after 2 bytes");
        }));
        DataException e = assertThrows(DataException.class, () -> files.require(List.of(FIRST, SECOND)));
        assertTrue(e.isMissing());
        assertTrue(e.getMessage().endsWith("; download failed: one.example: connection reset after 2 bytes; "
                + "two.example: connection reset after 2 bytes"), e.getMessage());
        assertTrue(e.getMessage().startsWith("set needs 2 files that are not here:"), e.getMessage());
        assertEquals(List.of(), filesUnder(home));
        assertEquals(FIRST.sources(), asked, "after the first failure the second file is not asked for");
    }

    @Test
    void what_came_before_a_failure_stays_and_is_not_called_missing() throws Exception {
        DataException e = assertThrows(DataException.class,
                () -> online(Map.of("http://one.example/abc.gz", "abc")).require(List.of(FIRST, SECOND)));
        assertTrue(e.getMessage().startsWith("set needs 1 file that is not here:\n  set/nothing.gz"), e.getMessage());
        assertEquals(List.of(Path.of("set/abc.gz")), filesUnder(home));
    }

    @Test
    void a_download_folder_that_cannot_be_made_is_told() throws Exception {
        Files.writeString(home, "a file where the folder should be", StandardCharsets.UTF_8);
        DataException e = assertThrows(DataException.class,
                () -> online(Map.of("http://one.example/abc.gz", "abc")).require(List.of(FIRST)));
        assertTrue(e.isMissing());
        assertTrue(e.getMessage().contains(home.resolve("set") + " cannot be written"), e.getMessage());
    }

    @Test
    void a_folder_in_place_of_a_file_is_told() throws Exception {
        Path path = Files.createDirectories(data.resolve(FIRST.path()));
        DataException e = assertThrows(DataException.class, () -> offline().require(List.of(FIRST)));
        assertTrue(e.getMessage().startsWith(path + " cannot be read"), e.getMessage());
    }

    @Test
    void an_interrupted_download_ends_the_request_and_keeps_the_interrupt() throws Exception {
        FolderDataFiles files = new FolderDataFiles(List.of(data), home, Optional.of((source, target) -> {
            asked.add(source);
            throw new InterruptedException();
        }));
        DataException e = assertThrows(DataException.class, () -> files.require(List.of(FIRST, SECOND)));
        assertTrue(Thread.interrupted());
        assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
        assertEquals(1, asked.size());
        assertEquals(List.of(), filesUnder(home));
    }
}
