package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The error function, in two pieces that meet at {@code |x| = 0.95}. */
public final class ErrorFunction {
    private static final float MEETING = 0.95f;
    /** From here on erf is 1 in f32. */
    private static final float FLAT = 4f;

    private ErrorFunction() {
    }

    /** {@code erf x}, within 2 ulp. */
    public static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far = far(size.blend(FLAT, size.compare(VectorOperators.GT, FLAT)));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return near(x).blend(far, size.compare(VectorOperators.GT, MEETING)).blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    /** {@code x + x·R(x²)}, relative error of the fit 9e-10. */
    private static FloatVector near(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector r = z.fma(0x1.4f045ep-14f, -0x1.a5ea9cp-11f);
        r = Fma.step(r, z, 0x1.5446b2p-8f);
        r = Fma.step(r, z, -0x1.b800d0p-6f);
        r = Fma.step(r, z, 0x1.ce2d62p-4f);
        r = Fma.step(r, z, -0x1.812740p-2f);
        r = Fma.step(r, z, 0x1.06eba8p-3f);
        return r.fma(x, x);
    }

    /** {@code 1 − e^(−G(x))} where {@code G = −ln erfc}, error of the fit in erf 1.4e-9. */
    private static FloatVector far(FloatVector x) {
        FloatVector g = x.fma(-0x1.93c95cp-13f, 0x1.8a7c14p-9f);
        g = Fma.step(g, x, -0x1.69f5a8p-6f);
        g = Fma.step(g, x, 0x1.a88ceep-4f);
        g = Fma.step(g, x, 0x1.46672ap-1f);
        g = Fma.step(g, x, 0x1.20a2a4p0f);
        g = Fma.step(g, x, 0x1.fdc146p-13f);
        return Exponential.exp(g.neg()).neg().add(1f);
    }
}
