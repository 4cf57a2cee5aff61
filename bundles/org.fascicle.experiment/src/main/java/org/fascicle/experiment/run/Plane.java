package org.fascicle.experiment.run;

import java.util.List;

/**
 * What a model of two numbers says all over the plane.
 *
 * @param left smallest first number
 * @param right largest first number
 * @param bottom smallest second number
 * @param top largest second number
 * @param side places along each axis, from edge to edge
 * @param classes names of the classes
 * @param regions class at each place, row by row from the bottom
 * @param points examples to show
 */
public record Plane(double left, double right, double bottom, double top, int side, List<String> classes,
        List<Integer> regions, List<Point> points) {
    public Plane {
        classes = List.copyOf(classes);
        regions = List.copyOf(regions);
        points = List.copyOf(points);
    }

    /** An example. */
    public record Point(double x, double y, int label) {
    }

    /** The first number of a column. */
    public double x(int column) {
        return left + (right - left) * column / (side - 1);
    }

    /** The second number of a row. */
    public double y(int row) {
        return bottom + (top - bottom) * row / (side - 1);
    }
}
