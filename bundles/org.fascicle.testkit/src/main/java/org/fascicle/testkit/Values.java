package org.fascicle.testkit;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.annotation.versioning.ConsumerType;

/** What operands of a test are filled with. Each says which points it keeps away from, for the sake of derivatives. */
@ConsumerType
@FunctionalInterface
public interface Values {
    /** So many values of a sequence. */
    double[] draw(int count, ThreefryRandom random);

    /** Uniform between two numbers. */
    static Values between(double low, double high) {
        return each(random -> random.uniform(low, high));
    }

    /** Of either sign, at least {@code low} away from 0 and at most {@code high}. */
    static Values awayFromZero(double low, double high) {
        return each(random -> random.uniform(low, high) * (random.uniform() < 0.5 ? -1 : 1));
    }

    /** Between two whole numbers, at least 0.2 away from every one. */
    static Values awayFromWhole(int low, int high) {
        return each(random -> low + random.below(high - low) + random.uniform(0.2, 0.8));
    }

    /** Whole numbers, both ends included; equal ones are likely where the range is small. */
    static Values whole(int low, int high) {
        return each(random -> low + (double) random.below(high - low + 1));
    }

    /** Any 32 bits as an i32. */
    static Values bits() {
        return each(random -> (int) random.bits());
    }

    /** 0 and 1. */
    static Values truths() {
        return whole(0, 1);
    }

    /** Around 0, no two closer than 0.02: nothing is ever nearly the largest but the largest. */
    static Values distinct() {
        return (count, random) -> IntStream.of(random.permutation(count)).mapToDouble(place ->
                (place - count / 2) * 0.05 + random.uniform(-0.015, 0.015)).toArray();
    }

    private static Values each(ToDoubleFunction<ThreefryRandom> value) {
        return (count, random) -> IntStream.range(0, count).mapToDouble(i -> value.applyAsDouble(random)).toArray();
    }
}
