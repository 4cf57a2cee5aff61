package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Multiplication and addition with one rounding, where one of the three is the same in every lane. */
final class Fma {
    private Fma() {
    }

    /** {@code p·x + c}: one step of Horner's rule. */
    static FloatVector step(FloatVector p, FloatVector x, float c) {
        return p.lanewise(VectorOperators.FMA, x, c);
    }

    /** {@code x·factor + summand}. */
    static FloatVector fma(FloatVector x, float factor, FloatVector summand) {
        return x.lanewise(VectorOperators.FMA, factor, summand);
    }
}
