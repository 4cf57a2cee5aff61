package org.fascicle.datasets;

import java.util.List;
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
 * A circle around another: with t uniform on [0, 2π), class 0 lies at {@code (cos t, sin t)} and class 1 at
 * {@code factor · (cos t, sin t)}, each moved by normal noise. The formula is that of make_circles in scikit-learn
 * (Pedregosa et al. 2011), where t is evenly spaced. No straight line divides them; a distance from the middle does.
 *
 * <p>Classes alternate. Example i does not depend on how many are drawn.
 *
 * <p>Features: x: f32 [2]; y: i32 [], 0 or 1.
 *
 * @param train number of points for training
 * @param test number of points for the test
 * @param noise standard deviation of the noise along each axis
 * @param factor radius of the inner circle; that of the outer one is 1
 */
@About("A circle around another one, in the plane")
public record Circles(
        @Min(1) @Max(1_000_000) @About("number of points for training") int train,
        @Min(1) @Max(1_000_000) @About("number of points for the test") int test,
        @Min(0) @Max(1) @About("standard deviation of the noise along each axis") double noise,
        @Min(0) @Max(1) @About("radius of the inner circle; that of the outer one is 1") double factor)
        implements Dataset {
    @Override
    public Splits open(DataFiles files, long seed) {
        return Drawn.splits(draw(train, ThreefryRandom.of(seed, "circles/train")),
                draw(test, ThreefryRandom.of(seed, "circles/test")));
    }

    private Columns draw(int count, ThreefryRandom stream) {
        return Drawn.points(count, List.of("outer", "inner"), stream, (example, random) -> {
            double t = random.uniform(0, 2 * StrictMath.PI);
            double radius = example % 2 == 0 ? 1 : factor;
            return new Drawn.Point(radius * StrictMath.cos(t), radius * StrictMath.sin(t), example % 2)
                    .moved(noise, random);
        });
    }

    /** Makes the two circles. */
    @Component
    @DatasetName("circles")
    public static final class Type implements DatasetType<Circles> {
        @Override
        public Circles example() {
            return new Circles(1_000, 500, 0.1, 0.5);
        }
    }
}
