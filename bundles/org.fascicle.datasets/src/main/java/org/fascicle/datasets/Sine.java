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
import org.fascicle.data.Feature;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.service.component.annotations.Component;

/**
 * A curve to follow: {@code y = sin x + noise}, with x uniform on [−π, π). The test has no noise, so that its mean
 * squared error is that of the curve that was learned.
 *
 * <p>Example i does not depend on how many are drawn.
 *
 * <p>Features: x: f32 [1]; y: f32 [1].
 *
 * @param train number of points for training
 * @param test number of points for the test
 * @param noise standard deviation of y around the curve, in training
 */
@About("A sine to follow: y = sin x + noise; the test is the curve itself")
public record Sine(
        @Min(1) @Max(1_000_000) @About("number of points for training") int train,
        @Min(1) @Max(1_000_000) @About("number of points for the test") int test,
        @Min(0) @Max(10) @About("standard deviation of y around the curve, in training") double noise)
        implements Dataset {
    private static final List<Feature> FEATURES = List.of(Feature.of("x", TensorType.of(DType.F32, 1)),
            Feature.of("y", TensorType.of(DType.F32, 1)));

    @Override
    public Splits open(DataFiles files, long seed) {
        return Drawn.splits(draw(train, noise, ThreefryRandom.of(seed, "sine/train")),
                draw(test, 0, ThreefryRandom.of(seed, "sine/test")));
    }

    private static Columns draw(int count, double noise, ThreefryRandom stream) {
        float[] x = new float[count];
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
            ThreefryRandom random = stream.fork(i);
            double at = random.uniform(-StrictMath.PI, StrictMath.PI);
            x[i] = (float) at;
            y[i] = (float) (StrictMath.sin(at) + noise * random.normal());
        }
        return new Columns(FEATURES, List.of(HostTensor.of(Shape.of(count, 1), x),
                HostTensor.of(Shape.of(count, 1), y)));
    }

    /** Makes points of the curve. */
    @Component
    @DatasetName("sine")
    public static final class Type implements DatasetType<Sine> {
        @Override
        public Sine example() {
            return new Sine(500, 200, 0.1);
        }
    }
}
