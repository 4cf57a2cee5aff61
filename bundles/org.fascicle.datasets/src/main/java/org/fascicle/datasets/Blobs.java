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
 * Round clouds of points: the middle of each class is uniform on [−10, 10] along each axis, and its points are normal
 * around it, as make_blobs in scikit-learn (Pedregosa et al. 2011) draws them. Middles depend on the seed: some lie
 * apart, some upon each other.
 *
 * <p>Classes take turns. Example i does not depend on how many are drawn.
 *
 * <p>Features: x: f32 [features]; y: i32 [], from 0 to centers − 1.
 *
 * @param train number of points for training
 * @param test number of points for the test
 * @param centers number of classes
 * @param features number of axes
 * @param deviation standard deviation of a class along each axis
 */
@About("Round clouds of points, one a class, around middles drawn at random")
public record Blobs(
        @Min(1) @Max(1_000_000) @About("number of points for training") int train,
        @Min(1) @Max(1_000_000) @About("number of points for the test") int test,
        @Min(2) @Max(1_000) @About("number of classes") int centers,
        @Min(1) @Max(1_000) @About("number of axes") int features,
        @Min(0) @Max(100) @About("standard deviation of a class along each axis") double deviation)
        implements Dataset {
    private static final double REACH = 10;

    @Override
    public Splits open(DataFiles files, long seed) {
        ThreefryRandom random = ThreefryRandom.of(seed, "blobs/centers");
        double[][] middles = new double[centers][features];
        for (double[] middle : middles) {
            for (int axis = 0; axis < features; axis++) {
                middle[axis] = random.uniform(-REACH, REACH);
            }
        }
        return Drawn.splits(draw(train, middles, ThreefryRandom.of(seed, "blobs/train")),
                draw(test, middles, ThreefryRandom.of(seed, "blobs/test")));
    }

    private Columns draw(int count, double[][] middles, ThreefryRandom stream) {
        float[] places = new float[Math.multiplyExact(count, features)];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            ThreefryRandom random = stream.fork(i);
            labels[i] = i % centers;
            for (int axis = 0; axis < features; axis++) {
                places[i * features + axis] = (float) (middles[labels[i]][axis] + deviation * random.normal());
            }
        }
        List<Feature> described = List.of(Feature.of("x", TensorType.of(DType.F32, features)),
                Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR),
                        IntStream.range(0, centers).mapToObj(String::valueOf).toList()));
        return new Columns(described, List.of(HostTensor.of(Shape.of(count, features), places),
                HostTensor.of(Shape.of(count), labels)));
    }

    /** Makes clouds. */
    @Component
    @DatasetName("blobs")
    public static final class Type implements DatasetType<Blobs> {
        @Override
        public Blobs example() {
            return new Blobs(1_000, 500, 3, 2, 1);
        }
    }
}
