package org.fascicle.datasets;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.data.Columns;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Feature;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.service.component.annotations.Component;

/**
 * Handwritten-like digits, drawn from stroke models when the dataset is opened: nothing is downloaded.
 *
 * <p>A digit is one of several ways of writing it, its points moved at random, then stretched, slanted, turned, bent by
 * smooth waves, and drawn by a pen of random width, softness and brightness. It is framed like MNIST (LeCun et al.
 * 1998): white on black, fitted into 20 × 20 pixels, its centre of mass in the middle of 28 × 28.
 *
 * <p>Example i depends on the seed, on i and on whether it is for training or for the test, not on how many are drawn.
 * Ten examples in a row, from a multiple of ten on, show ten different digits.
 *
 * <p>Features: x: u8 [28, 28, 1], which the model sees as [0, 1]; y: i32 [], the digit, or 0 for an even and 1 for an
 * odd one.
 *
 * @param train number of examples for training
 * @param test number of examples for the test
 * @param distortion strength of everything that bends a digit, 1 being like people's; 0 draws the models themselves
 * @param thickness mean width of the pen's line in pixels
 * @param noise standard deviation of a pixel's brightness, as a part of it
 * @param told what y is
 */
@About("Handwritten-like digits, 28 × 28, drawn from stroke models; any number, no download")
public record Digits(
        @Min(1) @Max(1_000_000) @About("number of examples for training") int train,
        @Min(1) @Max(1_000_000) @About("number of examples for the test") int test,
        @Min(0) @Max(3) @About("strength of slant, rotation, jitter and warp; 1 is like people's") double distortion,
        @Min(0.5) @Max(6) @About("mean width of the pen's line in pixels") double thickness,
        @Min(0) @Max(0.5) @About("standard deviation of a pixel's brightness, as a part of it") double noise,
        @About("what is to be told of a digit: which it is, or whether it is even or odd") Told told)
        implements Dataset {
    /** What is to be told of a digit. */
    public enum Told {
        /** Which of the ten it is. */
        DIGIT,
        /** Whether it is even or odd. */
        PARITY
    }

    private static final int PIXELS = Pen.SIDE * Pen.SIDE;
    private static final double BOX = 20;
    private static final double MIDDLE = (Pen.SIDE - 1) / 2.0;
    private static final Feature PICTURE =
            new Feature("x", TensorType.of(DType.U8, Pen.SIDE, Pen.SIDE, 1), 1 / 255.0, 0, List.of());
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final List<String> PARITIES = List.of("even", "odd");

    /** Digits to be told apart. */
    public Digits(int train, int test, double distortion, double thickness, double noise) {
        this(train, test, distortion, thickness, noise, Told.DIGIT);
    }

    @Override
    public Splits open(DataFiles files, long seed) {
        return Drawn.splits(draw(train, ThreefryRandom.of(seed, "digits/train")),
                draw(test, ThreefryRandom.of(seed, "digits/test")));
    }

    private Columns draw(int count, ThreefryRandom stream) {
        byte[] pixels = new byte[Math.multiplyExact(count, PIXELS)];
        int[] digits = new int[count];
        IntStream.range(0, (count + 9) / 10).parallel().forEach(ten -> {
            float[] canvas = new float[PIXELS];
            // numbers below zero are no example's, so that the order of ten is drawn from a key of its own
            int[] order = stream.fork(~ten).permutation(10);
            for (int i = 10 * ten; i < Math.min(count, 10 * ten + 10); i++) {
                digits[i] = order[i % 10];
                drawOne(digits[i], canvas, pixels, i * PIXELS, stream.fork(i));
            }
        });
        int[] labels = told == Told.DIGIT ? digits : IntStream.of(digits).map(digit -> digit % 2).toArray();
        Feature label = Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR),
                told == Told.DIGIT ? DIGITS : PARITIES);
        return new Columns(List.of(PICTURE, label), List.of(
                new HostTensor(TensorType.of(DType.U8, count, Pen.SIDE, Pen.SIDE, 1), pixels),
                HostTensor.of(Shape.of(count), labels)));
    }

    private void drawOne(int digit, float[] canvas, byte[] pixels, int offset, ThreefryRandom random) {
        Polyline line = WritingVariants.choose(digit, random).flatten(1.7 * distortion, random);
        Handwriting.draw(distortion, random).bend(line);
        double radius = thickness / 2 * StrictMath.exp(0.25 * random.normal());
        double side = BOX - 1 - 2 * radius + 0.5 * distortion * random.normal();
        line.fit(Math.max(side, BOX / 3), MIDDLE + 0.9 * distortion * random.normal(),
                MIDDLE + 0.9 * distortion * random.normal());
        new Pen(radius, random.uniform(0.8, 1.6), random.uniform(0.9, 1.3), noise)
                .draw(line, canvas, pixels, offset, random);
    }

    /** Makes drawn digits. */
    @Component
    @DatasetName("digits")
    public static final class Type implements DatasetType<Digits> {
        @Override
        public Digits example() {
            return new Digits(40_000, 5_000, 1, 2.6, 0.05);
        }
    }
}
