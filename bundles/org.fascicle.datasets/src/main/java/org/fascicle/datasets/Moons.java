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
 * Two half circles that reach into each other: with t uniform on [0, π), class 0 lies at {@code (cos t, sin t)} and
 * class 1 at {@code (1 − cos t, ½ − sin t)}, each moved by normal noise. The formula is that of make_moons in
 * scikit-learn (Pedregosa et al. 2011), where t is evenly spaced.
 *
 * <p>Classes alternate. Example i does not depend on how many are drawn.
 *
 * <p>Features: x: f32 [2]; y: i32 [], 0 or 1.
 *
 * @param train number of points for training
 * @param test number of points for the test
 * @param noise standard deviation of the noise along each axis
 */
@About("Two half circles that reach into each other, in the plane")
public record Moons(
        @Min(1) @Max(1_000_000) @About("number of points for training") int train,
        @Min(1) @Max(1_000_000) @About("number of points for the test") int test,
        @Min(0) @Max(1) @About("standard deviation of the noise along each axis") double noise) implements Dataset {
    @Override
    public Splits open(DataFiles files, long seed) {
        return Drawn.splits(draw(train, ThreefryRandom.of(seed, "moons/train")),
                draw(test, ThreefryRandom.of(seed, "moons/test")));
    }

    private Columns draw(int count, ThreefryRandom stream) {
        return Drawn.points(count, List.of("upper", "lower"), stream, (example, random) -> {
            double t = random.uniform(0, StrictMath.PI);
            double x = StrictMath.cos(t);
            double y = StrictMath.sin(t);
            Drawn.Point point = example % 2 == 0 ? new Drawn.Point(x, y, 0) : new Drawn.Point(1 - x, 0.5 - y, 1);
            return point.moved(noise, random);
        });
    }

    /** Makes the two moons. */
    @Component
    @DatasetName("moons")
    public static final class Type implements DatasetType<Moons> {
        @Override
        public Moons example() {
            return new Moons(1_000, 500, 0.1);
        }
    }
}
