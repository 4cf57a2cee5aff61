package org.fascicle.datasets;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.ThreefryRandom;

/**
 * One way in which people write a digit: strokes, each a smooth curve through points on a sheet of 100 × 100, x to the
 * right and y down.
 *
 * @param weight how common it is among the variants of its digit
 * @param strokes the paths of the pen between touching the paper and leaving it
 */
record WritingVariant(double weight, List<Stroke> strokes) {
    /**
     * A path of the pen.
     *
     * @param x horizontal positions
     * @param y vertical positions
     * @param corner whether the pen turns sharply at a point
     */
    record Stroke(double[] x, double[] y, boolean[] corner) {
    }

    /** Reads {@code x,y x,y! x,y / x,y x,y}: a mark {@code !} makes a corner, {@code /} lifts the pen. */
    static WritingVariant of(double weight, String text) {
        List<Stroke> strokes = new ArrayList<>();
        for (String path : text.split("/")) {
            String[] points = path.strip().split("\\s+");
            Stroke stroke = new Stroke(new double[points.length], new double[points.length],
                    new boolean[points.length]);
            for (int i = 0; i < points.length; i++) {
                stroke.corner[i] = points[i].endsWith("!");
                String[] xy = points[i].replace("!", "").split(",");
                stroke.x[i] = Double.parseDouble(xy[0]);
                stroke.y[i] = Double.parseDouble(xy[1]);
            }
            strokes.add(stroke);
        }
        return new WritingVariant(weight, List.copyOf(strokes));
    }

    /**
     * The curves as polylines, after every point was moved by a normal random distance. Each point is on the curve;
     * between points it is a Catmull–Rom spline, which starts anew at corners.
     *
     * @param jitter standard deviation of the moves along each axis
     */
    Polyline flatten(double jitter, ThreefryRandom random) {
        Polyline line = new Polyline();
        for (Stroke stroke : strokes) {
            int count = stroke.x.length;
            double[] x = new double[count];
            double[] y = new double[count];
            for (int i = 0; i < count; i++) {
                x[i] = stroke.x[i] + jitter * random.normal();
                y[i] = stroke.y[i] + jitter * random.normal();
            }
            line.moveTo(x[0], y[0]);
            for (int i = 0; i + 1 < count; i++) {
                int before = i == 0 || stroke.corner[i] ? i : i - 1;
                int after = i + 2 == count || stroke.corner[i + 1] ? i + 1 : i + 2;
                line.splineTo(x[before], y[before], x[i], y[i], x[i + 1], y[i + 1], x[after], y[after]);
            }
        }
        return line;
    }
}
