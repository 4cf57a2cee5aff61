package org.fascicle.nn;

import java.util.Arrays;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.annotation.versioning.ConsumerType;

/** First values of a parameter, made once on the host. An implementation that has options is a record. */
@ConsumerType
@FunctionalInterface
public interface Initializer {
    /**
     * Values for each element, row-major.
     *
     * @param shape shape of the parameter; {@link Fans} reads its fan-in and fan-out
     * @param random a sequence that belongs to this parameter alone
     */
    double[] values(Shape shape, ThreefryRandom random);

    /** The same value everywhere. */
    static Initializer constant(double value) {
        return (shape, random) -> {
            double[] values = new double[shape.elements()];
            Arrays.fill(values, value);
            return values;
        };
    }
}
