package org.fascicle.initializers;

import java.util.Arrays;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;

/** Values drawn one after the other, in row-major order. */
final class Draws {
    private Draws() {
    }

    /** Uniform on [-bound, bound). */
    static double[] uniform(Shape shape, double bound, ThreefryRandom random) {
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, i -> random.uniform(-bound, bound));
        return values;
    }

    static double[] normal(Shape shape, double mean, double standardDeviation, ThreefryRandom random) {
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, i -> mean + standardDeviation * random.normal());
        return values;
    }
}
