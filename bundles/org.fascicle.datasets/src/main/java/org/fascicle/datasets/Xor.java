package org.fascicle.datasets;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Splits;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.service.component.annotations.Component;

/**
 * Exclusive or: the corners of the unit square, of class {@code a ≠ b}. No straight line divides them, so that a single
 * neuron is right on three of the four at best (Minsky and Papert: Perceptrons, 1969).
 *
 * <p>Examples come in the order 00, 01, 10, 11, again and again. The test is the four corners themselves: there are no
 * others.
 *
 * <p>Features: x: f32 [2]; y: i32 [], 0 or 1.
 *
 * @param copies how often each corner is there for training
 * @param noise standard deviation of the training points around their corners, along each axis
 */
@About("Exclusive or: the four corners of the unit square, which no straight line divides")
public record Xor(
        @Min(1) @Max(250_000) @About("how often each corner is there for training") int copies,
        @Min(0) @Max(1) @About("standard deviation of the training points around their corners") double noise)
        implements Dataset {
    @Override
    public Splits open(DataFiles files, long seed) {
        List<String> classes = List.of("0", "1");
        return Drawn.splits(
                Drawn.points(4 * copies, classes, ThreefryRandom.of(seed, "xor/train"),
                        (example, random) -> corner(example).moved(noise, random)),
                Drawn.points(4, classes, ThreefryRandom.of(seed, "xor/test"), (example, random) -> corner(example)));
    }

    private static Drawn.Point corner(int example) {
        int a = example >> 1 & 1;
        int b = example & 1;
        return new Drawn.Point(a, b, a ^ b);
    }

    /** Makes the four points. */
    @Component
    @DatasetName("xor")
    public static final class Type implements DatasetType<Xor> {
        @Override
        public Xor example() {
            return new Xor(1, 0);
        }
    }
}
