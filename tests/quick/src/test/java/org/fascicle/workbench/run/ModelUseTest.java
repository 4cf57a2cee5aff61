package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of past runs, as people use them. */
class ModelUseTest {
    private static final Feature IMAGE = new Feature("x", TensorType.of(DType.U8, 2, 3, 1), 1 / 255.0, 0, List.of());
    @TempDir
    private Path home;

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.systemUTC());
    }

    private RunReport run(String... changes) throws WorkbenchException {
        return new Runner(Workshop.preparation(), store(), List::of, "1").run(new RunRequest("line",
                Arrays.asList(changes), Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.of(1),
                OptionalLong.empty(), Optional.empty(), false), Workshop.picture(), event -> { }, new Cancellation())
                .runs().getFirst();
    }

    private ModelUse use() {
        return new ModelUse(Workshop.preparation(), store());
    }

    private static UseRequest request(String run, UseRequest.Weights weights, Optional<String> part) {
        return new UseRequest(run, weights, Optional.empty(), part, Optional.empty(), Optional.empty(),
                OptionalInt.empty(), OptionalLong.empty());
    }

    @Test
    void an_evaluation_gives_the_figures_that_the_run_had_in_the_end() throws Exception {
        RunReport report = run("train.epochs=4");
        String name = report.record().run();
        Evaluation test = use().evaluate(UseRequest.of(name), Workshop.picture());
        assertEquals(report.record().results().get("test"), test.figures());
        assertEquals(10, test.examples());
        assertEquals("the weights of epoch 4", test.weights());
        assertEquals(report.record().results().get("validation"), use().evaluate(request(name,
                UseRequest.Weights.LAST, Optional.of("validation")), Workshop.picture()).figures());
    }

    @Test
    void a_run_that_stopped_early_or_kept_an_average_is_used_as_it_was_tested() throws Exception {
        // a rate at which the loss grows from the first epoch on
        RunReport stopped = run("train.epochs=9", "train.earlyStopping.patience=2", "optimizer.sgd.learningRate=1.3",
                "train.average=0.5");
        Evaluation tested = use().evaluate(UseRequest.of(stopped.record().run()), Workshop.picture());
        assertEquals(stopped.record().results().get("test"), tested.figures());
        Evaluation last = use().evaluate(request(stopped.record().run(), UseRequest.Weights.LAST, Optional.empty()),
                Workshop.picture());
        assertNotEquals(tested.figures(), last.figures());
        assertNotEquals(tested.weights(), last.weights());
        assertTrue(tested.weights().startsWith("the average of the weights of epoch "), tested.weights());
    }

    @Test
    void a_prediction_is_what_the_weights_make_of_the_example() throws Exception {
        RunReport report = run("train.epochs=4");
        Checkpoint checkpoint = Checkpoint.read(report.folder().resolve("checkpoint.safetensors"));
        double weight = checkpoint.tensors().get("parameter/0.weight").get(0);
        double bias = checkpoint.tensors().get("parameter/0.bias").get(0);
        Predictions told = use().predict(UseRequest.of(report.record().run()), Workshop.picture());
        assertEquals(10, told.rows().size());
        for (int i = 0; i < 10; i++) {
            assertEquals(weight * i / 10 + bias, told.rows().get(i).values().getFirst(), 1e-6);
            assertEquals(2 * i / 10.0 + 1, Double.parseDouble(told.rows().get(i).target().orElseThrow()), 1e-6);
        }
    }

    @Test
    void what_is_not_there_is_told_with_what_is() throws Exception {
        String name = run("data.validation=0").record().run();
        assertEquals("the data of the run " + name + " has no part \"validation\"",
                refused(name, Optional.of("validation"), Optional.empty()).getMessage());
        assertEquals("it has test, train", refused(name, Optional.of("validation"), Optional.empty()).hint());
        WorkbenchException noFile = refused(name, Optional.empty(), Optional.of(home.resolve("none.csv")));
        assertEquals(WorkbenchException.Kind.MISSING, noFile.kind());
        Path file = Files.createFile(home.resolve("some.csv"));
        assertTrue(refused(name, Optional.empty(), Optional.of(file)).getMessage()
                .contains("reads x f32[1], which no file gives"));
        Files.delete(home.resolve("runs").resolve(name).resolve("checkpoint.safetensors"));
        assertTrue(refused(name, Optional.empty(), Optional.empty()).getMessage().contains("has no last weights"));
    }

    private WorkbenchException refused(String run, Optional<String> part, Optional<Path> file) {
        return assertThrows(WorkbenchException.class, () -> use().predict(new UseRequest(run, UseRequest.Weights.TESTED,
                file, part, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty()),
                Workshop.picture()));
    }

    @Test
    void a_grey_picture_gives_its_grey_values() throws Exception {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 255, 17, 3, 200, 99});
        Path file = home.resolve("image.png");
        ImageIO.write(picture, "png", file.toFile());
        assertArrayEquals(new byte[] {0, (byte) 255, 17, 3, (byte) 200, 99}, read(ImageFiles.read(file, IMAGE), 0));
    }

    @Test
    void a_picture_of_another_size_is_refused_with_both_sizes() throws Exception {
        Path file = home.resolve("image.png");
        ImageIO.write(new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        WorkbenchException refused = assertThrows(WorkbenchException.class, () -> ImageFiles.read(file, IMAGE));
        assertEquals(file + " is 5 × 4 pixels, and the model reads images of 3 × 2", refused.getMessage());
        assertEquals("scale it to 3 × 2 pixels", refused.hint());
    }

    @Test
    void an_idx_file_gives_its_images_and_is_refused_where_it_ends_too_soon() throws Exception {
        byte[] bytes = ByteBuffer.allocate(16 + 12).putInt(0x0803).putInt(2).putInt(2).putInt(3)
                .put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).array();
        Path file = Files.write(home.resolve("images.idx"), bytes);
        ImageFiles images = ImageFiles.read(file, IMAGE);
        assertEquals(2, images.size());
        assertArrayEquals(new byte[] {7, 8, 9, 10, 11, 12}, read(images, 1));
        Files.write(file, Arrays.copyOf(bytes, 20));
        assertTrue(assertThrows(WorkbenchException.class, () -> ImageFiles.read(file, IMAGE)).getMessage()
                .contains("it is cut short: its header tells of 2 images, and it ends in number 1"));
        Files.writeString(file, "no image at all");
        assertTrue(assertThrows(WorkbenchException.class, () -> ImageFiles.read(file, IMAGE)).getMessage()
                .contains("neither a PNG nor an IDX file"));
        Files.writeString(file, "mass,colour\n140,green\n");
        String hint = assertThrows(WorkbenchException.class, () -> ImageFiles.read(file, IMAGE)).hint();
        assertTrue(hint.contains("this model reads images of " + IMAGE.type().shape().size(1) + " × "
                + IMAGE.type().shape().size(0) + " pixels, not tables"), hint);
    }

    private static byte[] read(ImageFiles images, int example) {
        Batch batch = Batch.of(1, List.of(IMAGE));
        images.read(example, batch, 0);
        return batch.tensor("x").bytes();
    }
}
