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
import org.fascicle.data.Splits;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.service.component.annotations.Component;

/**
 * Spirals that wind around each other, one a class: with r uniform on [0.1, 1), class k of n lies at
 * {@code r · (cos φ, sin φ)}, {@code φ = 2π · (turns · r + k / n)}, moved by normal noise. After the two-spirals
 * problem (Lang and Witbrock: Learning to tell two spirals apart, 1988), which has three turns and no noise.
 *
 * <p>Neighbouring arms are {@code 1 / (turns · arms)} apart along a radius, which the noise should stay well below.
 *
 * <p>Classes take turns. Example i does not depend on how many are drawn.
 *
 * <p>Features: x: f32 [2]; y: i32 [], the arm.
 *
 * @param train number of points for training
 * @param test number of points for the test
 * @param arms number of spirals, and of classes
 * @param turns how often an arm would go around the middle between radius 0 and 1
 * @param noise standard deviation of the noise along each axis
 */
@About("Spirals that wind around each other, one a class, in the plane")
public record Spirals(
        @Min(1) @Max(1_000_000) @About("number of points for training") int train,
        @Min(1) @Max(1_000_000) @About("number of points for the test") int test,
        @Min(2) @Max(10) @About("number of spirals, and of classes") int arms,
        @Min(0.1) @Max(10) @About("how often an arm goes around the middle") double turns,
        @Min(0) @Max(1) @About("standard deviation of the noise along each axis") double noise) implements Dataset {
    @Override
    public Splits open(DataFiles files, long seed) {
        return Drawn.splits(draw(train, ThreefryRandom.of(seed, "spirals/train")),
                draw(test, ThreefryRandom.of(seed, "spirals/test")));
    }

    private Columns draw(int count, ThreefryRandom stream) {
        List<String> classes = IntStream.range(0, arms).mapToObj(String::valueOf).toList();
        return Drawn.points(count, classes, stream, (example, random) -> {
            int arm = example % arms;
            double radius = random.uniform(0.1, 1);
            double angle = 2 * StrictMath.PI * (turns * radius + (double) arm / arms);
            return new Drawn.Point(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), arm)
                    .moved(noise, random);
        });
    }

    /** Makes the spirals. */
    @Component
    @DatasetName("spirals")
    public static final class Type implements DatasetType<Spirals> {
        @Override
        public Spirals example() {
            return new Spirals(1_000, 500, 2, 1.5, 0.02);
        }
    }
}
