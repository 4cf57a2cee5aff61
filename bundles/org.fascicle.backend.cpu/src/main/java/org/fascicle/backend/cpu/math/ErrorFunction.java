package org.fascicle.backend.cpu.math;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/** The error function, in two pieces that meet at {@code |x| = 0.95}. */
public final class ErrorFunction {
    private static final float MEETING = 0.95f;
    /** From here on erf is 1 in f32. */
    private static final float FLAT = 4f;

    private ErrorFunction() {
    }

    /**
     * {@code erf x}, within 2 ulp: near 0 it is {@code x + x·R(x²)}, relative error of the fit 9e-10; beyond it is
     * {@code 1 − e^(−G(|x|))} with {@code G = −ln erfc}, error of the fit in erf 1.4e-9.
     */
    public static void erf(float[] f, int n, int to, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(FLOATS, f, a + i).abs();
            FloatVector x = size.blend(FLAT, size.compare(GT, FLAT));
            x.fma(-0x1.93c95cp-13f, 0x1.8a7c14p-9f).lanewise(FMA, x, -0x1.69f5a8p-6f)
                    .lanewise(FMA, x, 0x1.a88ceep-4f).lanewise(FMA, x, 0x1.46672ap-1f)
                    .lanewise(FMA, x, 0x1.20a2a4p0f).lanewise(FMA, x, 0x1.fdc146p-13f).neg().intoArray(f, to + i);
        }
        Exponential.exp(f, n, to, to);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector far = FloatVector.fromArray(FLOATS, f, to + i).neg().add(1f);
            far = far.blend(far.neg(), x.compare(LT, 0f));
            FloatVector z = x.mul(x);
            FloatVector near = z.fma(0x1.4f045ep-14f, -0x1.a5ea9cp-11f).lanewise(FMA, z, 0x1.5446b2p-8f)
                    .lanewise(FMA, z, -0x1.b800d0p-6f).lanewise(FMA, z, 0x1.ce2d62p-4f)
                    .lanewise(FMA, z, -0x1.812740p-2f).lanewise(FMA, z, 0x1.06eba8p-3f).fma(x, x);
            near.blend(far, x.abs().compare(GT, MEETING)).blend(x, x.compare(EQ, 0f)).intoArray(f, to + i);
        }
    }
}
