package org.fascicle.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.backend.Limits;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.datasets.Digits;
import org.fascicle.datasets.Mnist;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Flatten;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.metrics.Accuracy;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Adam;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.workbench.data.FolderDataFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The network that the command line has trained on drawn digits, taken up by a program on a plain class path. */
final class TransferTest {
    private static final int BATCH = 100;
    @TempDir
    private Path home;

    /** The network of the experiment {@code digits}. */
    private static final List<Layer> NETWORK = List.of(new Flatten(), new Dense(128, new Relu()),
            new Dense(64, new Relu()), new Dense(10, new Identity()));

    private double accuracy(Checkpoint checkpoint, Splits splits) {
        Split test = splits.test().orElseThrow();
        Task task = new Task((x, scope) -> scope.sequence(NETWORK, x), new CrossEntropy(), new Adam(0.001),
                Map.of("accuracy", new Accuracy(0.5)), test.features());
        CpuBackend backend = new CpuBackend();
        try (var session = backend.open(backend.devices().getFirst(), Limits.unlimited())) {
            Learner learner = new Learner(task, backend, session, checkpoint.seed());
            learner.prepare(BATCH);
            learner.restore(checkpoint.tensors(), checkpoint.step());
            Batch batch = Batch.of(BATCH, test.features());
            int[] order = IntStream.range(0, test.size()).toArray();
            for (int from = 0; from < test.size(); from += BATCH) {
                batch.fill(test, order, from);
                learner.evaluate(batch);
            }
            return learner.evaluationMetrics().get("accuracy");
        }
    }

    private Training train() {
        return Training.of(CommandLine.in(home), "digits", "--out", home.resolve("run").toString());
    }

    private Checkpoint checkpoint() throws Exception {
        return Checkpoint.read(home.resolve("run/checkpoint.safetensors"));
    }

    private DataFiles files() {
        return new FolderDataFiles(List.of(Path.of(System.getenv("FASCICLE_DATA"))), home, Optional.empty());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FASCICLE_DATA", matches = ".+", disabledReason = "whether drawn digits are "
            + "like people's is not tested: FASCICLE_DATA names no folder with MNIST's files")
    void a_network_that_has_seen_drawn_digits_alone_reads_those_of_people() throws Exception {
        Training trained = train();
        Splits drawn = new Digits.Type().example().open(files(), checkpoint().seed());
        assertEquals(trained.test("accuracy"), accuracy(checkpoint(), drawn), 1e-9, "it is the trained network");
        double people = accuracy(checkpoint(), new Mnist().open(files(), checkpoint().seed()));
        assertTrue(people >= 0.70, () -> "accuracy on MNIST's test: " + people);
    }
}
