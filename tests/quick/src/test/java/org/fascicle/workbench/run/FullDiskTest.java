package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.fascicle.data.DataException;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.UseRequest.Weights;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, wherever that happens: what was kept stays, it is told, and with space the run goes on. */
class FullDiskTest {
    private static final int BLOCK = 256;
    private static final int DISK = 1 << 18;
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(BLOCK)
            .setMaxSize(DISK).build());
    private final Path ballast = disk.getPath("/ballast");
    private String rhythm = "everyEpochs: 1";
    private final Path runs = disk.getPath("/runs");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    private ExperimentText text(String nameOrFile) {
        try {
            return nameOrFile.startsWith("/") ? ExperimentText.of(disk.getPath(nameOrFile)) : new ExperimentText("line",
                    """
                    experiment: line
                    data: {use: line, validation: 0.2, batch: 3}
                    model: [{dense: {units: 1}}]
                    loss: mean-squared-error
                    optimizer: {sgd: {learningRate: 0.1, momentum: 0.9}}
                    train: {epochs: 3, checkpoint: {%s}}
                    """.formatted(rhythm));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Preparation preparation() {
        return new Preparation(this::text, folder -> files -> {
            throw DataException.missing("not here");
        }, List::of);
    }

    private RunStore store() {
        return new RunStore(runs, Clock.systemUTC());
    }

    private RunReport run(Path folder) throws WorkbenchException {
        return new Runner(preparation(), store(), List::of, "1").run(new RunRequest("line", List.of(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(), Optional.of(folder),
                false), Workshop.picture(), event -> { }, new Cancellation()).runs().getFirst();
    }

    private RunReport resume(Path folder) throws WorkbenchException {
        return new Resumer(preparation(), store(), List::of).resume(ResumeRequest.of(folder.getFileName().toString()),
                Workshop.picture(), event -> { }, new Cancellation());
    }

    /** Leaves so many blocks of the disk free. */
    private void leave(int blocks) throws IOException {
        Files.deleteIfExists(ballast);
        long free = Files.getFileStore(disk.getPath("/")).getUsableSpace();
        Files.write(ballast, new byte[(int) free - blocks * BLOCK]);
    }

    private static Map<String, HostTensor> values(Path folder) throws IOException {
        return Checkpoint.read(folder.resolve("checkpoint.safetensors")).tensors();
    }

    /** Makes of a run that could not write its end one whose process has ended, as it would have by then. */
    private static void end(Path folder) throws IOException {
        RunRecord r = RunRecord.read(folder.resolve("run.json"));
        if (r.status() == Status.RUNNING) {
            RunProcess self = RunProcess.current();
            new RunRecord(r.format(), r.run(), r.experiment(), r.status(), r.started(), 0, 0, 0, r.parameters(),
                    Map.of(), "", r.provenance(), new RunProcess(self.id(), self.started().minusSeconds(3600)),
                    r.resumed()).write(folder.resolve("run.json"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"everySteps: 2", "everyEpochs: 1"})
    void a_disk_that_is_full_at_any_moment_costs_nothing_that_was_kept_and_with_space_the_run_goes_on(String kept)
            throws Exception {
        rhythm = kept;
        RunReport unbroken = run(runs.resolve("unbroken"));
        assertEquals(Status.DONE, unbroken.record().status(), unbroken.record().reason());
        int resumed = 0;
        int fromCheckpoint = 0;
        boolean done = false;
        for (int blocks = 0; !done; blocks++) {
            leave(blocks);
            Path folder = runs.resolve("run-" + blocks);
            RunReport report;
            try {
                report = run(folder);
            } catch (WorkbenchException refused) {
                assertEquals(WorkbenchException.Kind.FAILED, refused.kind());
                assertTrue(refused.getMessage().contains("the disk is full"), refused.getMessage());
                continue;
            }
            done = report.record().status() == Status.DONE;
            if (!done) {
                assertEquals(Status.FAILED, report.record().status());
                assertTold(report, folder);
            }
            Files.delete(ballast);
            try (Stream<Path> left = Files.list(folder)) {
                assertTrue(left.noneMatch(file -> file.toString().endsWith(".part")), "nothing is left half written");
            }
            if (!done && Files.exists(folder.resolve("run.json"))) {
                end(folder);
                boolean begun = Files.exists(folder.resolve("checkpoint.safetensors"));
                long reached = begun ? Checkpoint.read(folder.resolve("checkpoint.safetensors")).step() : 0;
                RunReport whole = resume(folder);
                assertEquals(Status.DONE, whole.record().status());
                assertEquals(reached, whole.record().resumed().getFirst().step());
                assertEquals(values(unbroken.folder()), values(folder), "with " + blocks + " blocks");
                assertEquals(unbroken.record().results(), whole.record().results());
                resumed++;
                fromCheckpoint += begun ? 1 : 0;
            }
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
            }
        }
        assertTrue(resumed > 10 && fromCheckpoint > 5, resumed + " runs went on, " + fromCheckpoint
                + " of them from a checkpoint");
    }

    private static void assertTold(RunReport report, Path folder) {
        String reason = report.record().reason();
        assertTrue(reason.startsWith(folder + "/") && reason.matches("\\S+ cannot be written: the disk is full \\(\\d+ "
                + "KiB are free there\\)"), reason);
        assertTrue(report.hint().startsWith("make space there"), report.hint());
        if (Files.exists(folder.resolve("run.json"))) {
            assertTrue(report.hint().contains("then \"fascicle resume " + folder + "\" goes on from "), report.hint());
        }
    }

    @Test
    void an_export_for_which_there_is_no_space_leaves_the_file_that_was_there() throws Exception {
        RunReport report = run(runs.resolve("run"));
        Path file = Files.writeString(disk.getPath("/weights.safetensors"), "mine");
        leave(1);
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> new Exporter(preparation(), store(),
                "1").export(new ExportRequest(report.record().run(), Weights.LAST, file, true), Workshop.picture()));
        assertEquals(WorkbenchException.Kind.FAILED, failure.kind());
        assertEquals("/weights.safetensors cannot be written: the disk is full (0 KiB are free there)",
                failure.getMessage());
        assertFalse(failure.hint().isEmpty());
        assertEquals("mine", Files.readString(file));
    }
}
