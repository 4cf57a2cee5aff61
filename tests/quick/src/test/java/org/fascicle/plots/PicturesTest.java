package org.fascicle.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fascicle.experiment.run.Confusion;
import org.fascicle.experiment.run.Mistake;
import org.fascicle.experiment.run.Plane;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunView;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @TempDir
    private Path folder;
    private final List<RunEvent.Epoch> epochs = List.of(
            new RunEvent.Epoch(1, 2, 1, 1, Map.of("loss", 1.0), Map.of("loss", 1.5), Map.of()),
            new RunEvent.Epoch(2, 4, 1, 1, Map.of("loss", 0.5), Map.of("loss", Double.NaN), Map.of()));

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everything_that_is_there_to_see_becomes_a_picture() throws Exception {
        Plane plane = new Plane(0, 1, 0, 1, 2, List.of("a", "b"), List.of(0, 0, 1, 1),
                List.of(new Plane.Point(0.5, 0.5, 1)));
        HostTensor image = HostTensor.of(Shape.of(2, 2, 1), 0f, 1f, 1f, 0f);
        Confusion confusion = Confusion.of(List.of("a", "b"), new int[] {0, 1}, new int[] {0, 0});
        new Pictures().ended(new RunView("run", folder, epochs, OptionalInt.of(1), "test", Optional.of(confusion),
                List.of(new Mistake(7, image, "a", "b", 0.75)), Optional.of(plane)));
        assertEquals(List.of("boundary.png", "confusion.png", "curves.png", "mistakes.png"), files());
        for (String file : files()) {
            assertTrue(ImageIO.read(folder.resolve(file).toFile()).getWidth() > 100, file);
        }
    }

    @Test
    void the_epoch_whose_weights_were_tested_is_marked_where_it_is() {
        List<RunEvent.Epoch> three = IntStream.rangeClosed(1, 3).mapToObj(epoch -> new RunEvent.Epoch(epoch, epoch, 1,
                1, Map.of("loss", 1.0 / epoch), Map.of("loss", 2.0 / epoch), Map.of())).toList();
        assertEquals(OptionalInt.empty(), firstRed(Curves.draw("run", three, OptionalInt.empty())));
        int[] places = IntStream.rangeClosed(1, 3)
                .map(best -> firstRed(Curves.draw("run", three, OptionalInt.of(best))).orElseThrow()).toArray();
        assertTrue(places[0] < places[1] && places[1] < places[2], () -> Arrays.toString(places));
        assertEquals(places[1] - places[0], places[2] - places[1], 2, "as far apart as the epochs");
    }

    @Test
    void an_epoch_whose_figure_is_no_number_is_not_marked() {
        assertEquals(OptionalInt.empty(), firstRed(Curves.draw("run", epochs, OptionalInt.of(2))));
    }

    /** The first column from the left with a red pixel. */
    private static OptionalInt firstRed(BufferedImage image) {
        return IntStream.range(0, image.getWidth()).filter(x -> IntStream.range(0, image.getHeight())
                .anyMatch(y -> image.getRGB(x, y) == 0xffff0000)).findFirst();
    }

    @Test
    void a_run_that_failed_in_its_first_epoch_leaves_no_picture() throws Exception {
        new Pictures().ended(RunView.of("run", folder, List.of()));
        assertEquals(List.of(), files());
    }

    @Test
    void curves_without_a_single_number_are_no_error() throws Exception {
        new Pictures().ended(RunView.of("run", folder, List.of(new RunEvent.Epoch(1, 1, 1, 1,
                Map.of("loss", Double.NaN), Map.of(), Map.of()))));
        assertFalse(files().contains("curves.png"));
    }

    @Test
    void an_image_is_shown_pixel_by_pixel() {
        BufferedImage gray = Sheet.image(HostTensor.of(Shape.of(1, 2, 1), 0f, 1f));
        assertEquals(0xff000000, gray.getRGB(0, 0));
        assertEquals(0xffffffff, gray.getRGB(1, 0));
        BufferedImage colour = Sheet.image(HostTensor.of(Shape.of(2, 1, 3), 1f, 0f, 0f, 0f, 0.2f, 0f));
        assertEquals(0xffff0000, colour.getRGB(0, 0));
        assertEquals(0xff003300, colour.getRGB(0, 1));
    }

    @Test
    void the_halves_of_the_plane_have_the_colours_of_their_classes() {
        int side = 40;
        List<Integer> regions = IntStream.range(0, side * side).mapToObj(i -> i / side < side / 2 ? 0 : 1).toList();
        BufferedImage image = Boundary.draw("run", new Plane(0, 1, 0, 1, side, List.of("low", "high"), regions,
                List.of()));
        // class 0 is blue, class 1 is red
        int above = colour(image, 1.0 / 3);
        int below = colour(image, 2.0 / 3);
        assertTrue((above >> 16 & 0xff) > (above & 0xff), () -> Integer.toHexString(above));
        assertTrue((below >> 16 & 0xff) < (below & 0xff), () -> Integer.toHexString(below));
    }

    /** The commonest colour but white of a row: markers of so coarse a plane leave gaps. */
    private static int colour(BufferedImage image, double height) {
        List<Integer> row = IntStream.range(0, image.getWidth()).mapToObj(x -> IntStream.range(-8, 8).map(y ->
                image.getRGB(x, (int) (image.getHeight() * height) + y)).boxed()).flatMap(colours -> colours)
                .filter(colour -> colour != 0xffffffff).toList();
        return row.stream().max((a, b) -> Collections.frequency(row, a) - Collections.frequency(row, b)).orElseThrow();
    }

    @Test
    void losses_by_rate_are_drawn_into_a_file_whose_folder_need_not_exist() throws Exception {
        RateCurve curve = new RateCurve("any", List.of());
        for (int i = 0; i < 30; i++) {
            curve = curve.with(Math.pow(10, -7 + 0.2 * i), i == 29 ? Double.NaN : 30 - i);
        }
        Path file = folder.resolve("rates/any.png");
        new Pictures().rates(curve, file);
        assertTrue(ImageIO.read(file.toFile()).getWidth() > 100);
    }
}
