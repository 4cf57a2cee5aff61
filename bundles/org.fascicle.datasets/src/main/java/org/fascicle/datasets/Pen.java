package org.fascicle.datasets;

import java.util.Arrays;
import org.fascicle.graph.ThreefryRandom;

/**
 * The pen that draws a polyline on a square of pixels.
 *
 * @param radius half the width of its line, in pixels
 * @param softness over how many pixels the edge of the line fades
 * @param ink brightness in the middle of the line, 1 being full
 * @param grain standard deviation of the brightness from pixel to pixel, as a part of it
 */
record Pen(double radius, double softness, double ink, double grain) {
    static final int SIDE = 28;

    /** Draws a line over black. The place is cleared first; pixels are row-major from an offset on. */
    void draw(Polyline line, float[] canvas, byte[] pixels, int offset, ThreefryRandom random) {
        Arrays.fill(canvas, 0);
        for (int i = 0; i < line.size(); i++) {
            if (!line.starts(i)) {
                piece(line.x(i - 1), line.y(i - 1), line.x(i), line.y(i), canvas);
            }
        }
        double half = grain * Math.sqrt(3);
        for (int i = 0; i < canvas.length; i++) {
            double value = canvas[i];
            if (value > 0) {
                value = Math.min(1, value * ink * (1 + random.uniform(-half, half)));
            }
            pixels[offset + i] = (byte) (int) (255 * value + 0.5);
        }
    }

    /** A straight piece: each pixel is as bright as its centre is deep inside the line. */
    private void piece(double fromX, double fromY, double toX, double toY, float[] canvas) {
        double reach = radius + softness;
        double dx = toX - fromX;
        double dy = toY - fromY;
        double square = Math.max(dx * dx + dy * dy, 1e-12);
        int left = Math.max(0, (int) Math.ceil(Math.min(fromX, toX) - reach));
        int right = Math.min(SIDE - 1, (int) Math.floor(Math.max(fromX, toX) + reach));
        int top = Math.max(0, (int) Math.ceil(Math.min(fromY, toY) - reach));
        int bottom = Math.min(SIDE - 1, (int) Math.floor(Math.max(fromY, toY) + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double along = ((column - fromX) * dx + (row - fromY) * dy) / square;
                double nearest = Math.min(1, Math.max(0, along));
                double awayX = column - fromX - nearest * dx;
                double awayY = row - fromY - nearest * dy;
                double depth = 0.5 + (radius - Math.sqrt(awayX * awayX + awayY * awayY)) / softness;
                int pixel = row * SIDE + column;
                if (depth > canvas[pixel]) {
                    canvas[pixel] = (float) Math.min(1, depth);
                }
            }
        }
    }
}
