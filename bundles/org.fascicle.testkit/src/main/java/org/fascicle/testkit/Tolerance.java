package org.fascicle.testkit;

import org.osgi.annotation.versioning.ProviderType;

/** How far a result in f32 may lie from the reference's. NaN equals NaN, and 0 equals −0. */
@ProviderType
public sealed interface Tolerance {
    /** No difference. */
    record Exact() implements Tolerance {
    }

    /** So many units in the last place of an f32. */
    record Ulps(int count) implements Tolerance {
    }

    /** 1e-5 of what the operation gives on absolute values: for sums and products. */
    record OfAbsolutes() implements Tolerance {
    }

    /** A share of the value, and a floor: for functions made of several operations. */
    record Near(double relative, double absolute) implements Tolerance {
    }

    /** The share of {@link OfAbsolutes}. */
    double SHARE = 1e-5;

    /**
     * Whether a result is near enough.
     *
     * @param expected the reference's
     * @param onAbsolutes what the reference gives on the absolute values of the operands
     */
    default boolean holds(double actual, double expected, double onAbsolutes) {
        if (actual == expected || Double.isNaN(actual) && Double.isNaN(expected)) {
            return true;
        }
        double difference = Math.abs(actual - expected);
        return switch (this) {
            case Exact _ -> false;
            case Ulps(int count) -> difference <= count * (double) Math.ulp((float) expected);
            case OfAbsolutes _ -> difference <= SHARE * Math.abs(onAbsolutes);
            case Near(double relative, double absolute) -> difference <= absolute + relative * Math.abs(expected);
        };
    }

    /** The same for f64 against independent numbers, where the reference itself is on trial. */
    default boolean holdsInDoubles(double actual, double expected, double onAbsolutes) {
        if (actual == expected || Double.isNaN(actual) && Double.isNaN(expected)) {
            return true;
        }
        double scale = this instanceof OfAbsolutes ? Math.abs(onAbsolutes) : Math.max(Math.abs(expected), 1e-3);
        return !(this instanceof Exact) && Math.abs(actual - expected) <= 1e-12 * scale;
    }
}
