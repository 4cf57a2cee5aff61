package org.fascicle.datasets;

import org.fascicle.graph.ThreefryRandom;

/**
 * The hand that writes one example: how it stretches, slants, bends and turns the strokes of a variant.
 *
 * @param width horizontal stretch
 * @param slant how far the top leans to the right, as a part of the height
 * @param taper how much wider the bottom is than the middle
 * @param sag how far the middle moves up, as a part of half the height, which makes upper parts smaller
 * @param alongX waves of x and of y that travel along x: together with those along y an elastic warp
 * @param alongY waves of x and of y that travel along y
 * @param angle rotation in radians
 */
record Handwriting(double width, double slant, double taper, double sag, Waves alongX, Waves alongY, double angle) {
    private static final double MIDDLE = 50;

    /** A smooth displacement, a sine for each axis. */
    private record Waves(Wave x, Wave y) {
        static Waves draw(double amplitude, ThreefryRandom random) {
            return new Waves(Wave.draw(amplitude, random), Wave.draw(amplitude, random));
        }
    }

    private record Wave(double amplitude, double frequency, double phase) {
        static Wave draw(double amplitude, ThreefryRandom random) {
            return new Wave(amplitude * random.normal(), random.uniform(0.5, 1.5) * StrictMath.PI / MIDDLE,
                    random.uniform(0, 2 * StrictMath.PI));
        }

        double at(double place) {
            return amplitude * StrictMath.sin(frequency * place + phase);
        }
    }

    /**
     * A hand.
     *
     * @param distortion how far it goes from an upright, even one
     */
    static Handwriting draw(double distortion, ThreefryRandom random) {
        return new Handwriting(
                StrictMath.exp(-0.1 + 0.18 * distortion * random.normal()),
                0.2 + 0.22 * distortion * random.normal(),
                0.12 * distortion * random.normal(),
                0.1 * distortion * random.normal(),
                Waves.draw(1.7 * distortion, random),
                Waves.draw(1.7 * distortion, random),
                0.1 * distortion * random.normal());
    }

    /** Moves every point of a line to where this hand writes it; the middle of the sheet becomes the origin. */
    void bend(Polyline line) {
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        for (int i = 0; i < line.size(); i++) {
            double x = line.x(i);
            double y = line.y(i);
            double down = (y - MIDDLE) / MIDDLE;
            double bentX = (x - MIDDLE) * width * (1 + taper * down) - slant * (y - MIDDLE)
                    + alongX.x.at(x) + alongY.x.at(y);
            double bentY = y - MIDDLE + MIDDLE * sag * (down * down - 1) + alongX.y.at(x) + alongY.y.at(y);
            line.set(i, cosine * bentX - sine * bentY, sine * bentX + cosine * bentY);
        }
    }
}
