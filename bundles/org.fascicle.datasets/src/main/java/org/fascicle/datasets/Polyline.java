package org.fascicle.datasets;

import java.util.Arrays;

/** Straight pieces that follow the strokes of one digit. */
final class Polyline {
    private static final int PIECES_OF_A_SPAN = 5;

    private double[] x = new double[96];
    private double[] y = new double[96];
    private boolean[] start = new boolean[96];
    private int size;

    int size() {
        return size;
    }

    double x(int point) {
        return x[point];
    }

    double y(int point) {
        return y[point];
    }

    /** Whether a point begins a stroke, so that no piece leads to it. */
    boolean starts(int point) {
        return start[point];
    }

    /** Begins a stroke. */
    void moveTo(double toX, double toY) {
        add(toX, toY, true);
    }

    /** Goes on from b to c along the Catmull–Rom spline (1974) through a, b, c and d. */
    void splineTo(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) {
        for (int piece = 1; piece <= PIECES_OF_A_SPAN; piece++) {
            double t = (double) piece / PIECES_OF_A_SPAN;
            add(spline(ax, bx, cx, dx, t), spline(ay, by, cy, dy, t), false);
        }
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
    }

    private void add(double toX, double toY, boolean starts) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
            start = Arrays.copyOf(start, 2 * size);
        }
        x[size] = toX;
        y[size] = toY;
        start[size++] = starts;
    }

    /** Moves a point. */
    void set(int point, double toX, double toY) {
        x[point] = toX;
        y[point] = toY;
    }

    /** Scales the points so that they fit into a square of a side, and moves their centre of mass to a place. */
    void fit(double side, double centreX, double centreY) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        double length = 0;
        double massX = 0;
        double massY = 0;
        for (int i = 0; i < size; i++) {
            left = Math.min(left, x[i]);
            right = Math.max(right, x[i]);
            top = Math.min(top, y[i]);
            bottom = Math.max(bottom, y[i]);
            if (!start[i]) {
                double piece = Math.sqrt((x[i] - x[i - 1]) * (x[i] - x[i - 1]) + (y[i] - y[i - 1]) * (y[i] - y[i - 1]));
                length += piece;
                massX += piece * (x[i] + x[i - 1]) / 2;
                massY += piece * (y[i] + y[i - 1]) / 2;
            }
        }
        double scale = side / Math.max(right - left, bottom - top);
        for (int i = 0; i < size; i++) {
            x[i] = (x[i] - massX / length) * scale + centreX;
            y[i] = (y[i] - massY / length) * scale + centreY;
        }
    }
}
