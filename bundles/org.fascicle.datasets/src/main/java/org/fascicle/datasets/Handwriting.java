package org.fascicle.datasets;

import org.fascicle.graph.ThreefryRandom;

/**
 * The hand that writes one example: how it slants, turns, stretches and bends the strokes of a variant.
 *
 * @param width horizontal stretch
 * @param slant how far the top leans to the right, in heights
 * @param cosine of the rotation
 * @param sine of the rotation
 * @param taper how much wider the bottom is than the top
 * @param sag how the vertical proportions shift
 * @param waves a smooth elastic warp: amplitude and phase of a wave of x along y, of y along x, of x along x, of y
 *        along y
 */
record Handwriting(double width, double slant, double cosine, double sine, double taper, double sag, double[] waves)
        implements Polyline.Warp {
    static Handwriting draw(double distortion, ThreefryRandom random) {
        double angle = distortion * 0.10 * random.normal();
        double width = StrictMath.exp(-0.1 + distortion * 0.18 * random.normal());
        double slant = 0.2 + distortion * 0.22 * random.normal();
        double taper = distortion * 0.15 * random.normal();
        double sag = distortion * 0.12 * random.normal();
        double[] waves = new double[12];
        for (int i = 0; i < waves.length; i += 3) {
            waves[i] = distortion * 3 * random.normal();
            waves[i + 1] = random.uniform(0.5, 1.5) * 2 * StrictMath.PI / 100;
            waves[i + 2] = random.uniform(0, 2 * StrictMath.PI);
        }
        return new Handwriting(width, slant, StrictMath.cos(angle), StrictMath.sin(angle), taper, sag, waves);
    }

    @Override
    public double x(double x, double y) {
        double u = bentX(x, y);
        double v = bentY(x, y);
        return cosine * u - sine * v;
    }

    @Override
    public double y(double x, double y) {
        double u = bentX(x, y);
        double v = bentY(x, y);
        return sine * u + cosine * v;
    }

    private double bentX(double x, double y) {
        double down = (y - 50) / 50;
        double wide = (x - 50) * width * (1 + taper * down);
        return wide - slant * (y - 50) + wave(0, y) + wave(6, x);
    }

    private double bentY(double x, double y) {
        double down = (y - 50) / 50;
        return (y - 50) + 50 * sag * (down * down - 1) + wave(3, x) + wave(9, y);
    }

    private double wave(int at, double place) {
        return waves[at] * StrictMath.sin(waves[at + 1] * place + waves[at + 2]);
    }
}
