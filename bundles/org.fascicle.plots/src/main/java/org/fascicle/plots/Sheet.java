package org.fascicle.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.fascicle.experiment.run.Mistake;
import org.fascicle.graph.HostTensor;

/** A contact sheet of images that were given to wrong classes, each with what it is and what it was taken for. */
final class Sheet {
    private static final int COLUMNS = 5;
    private static final int CELL = 150;
    private static final int IMAGE = 112;
    private static final int TEXT = 40;

    private Sheet() {
    }

    static BufferedImage draw(List<Mistake> mistakes) {
        int rows = Math.ceilDiv(mistakes.size(), COLUMNS);
        BufferedImage sheet = new BufferedImage(Math.min(mistakes.size(), COLUMNS) * CELL, rows * (IMAGE + TEXT + 10),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        for (int i = 0; i < mistakes.size(); i++) {
            one(graphics, mistakes.get(i), i % COLUMNS * CELL + 10, i / COLUMNS * (IMAGE + TEXT + 10) + 5);
        }
        graphics.dispose();
        return sheet;
    }

    private static void one(Graphics2D graphics, Mistake mistake, int x, int y) {
        BufferedImage image = image(mistake.image());
        double scale = (double) IMAGE / Math.max(image.getWidth(), image.getHeight());
        graphics.drawImage(image, x, y, (int) Math.round(image.getWidth() * scale),
                (int) Math.round(image.getHeight() * scale), null);
        graphics.setColor(Color.BLACK);
        graphics.drawString("is " + mistake.truth() + "  (number " + mistake.example() + ")", x, y + IMAGE + 14);
        graphics.setColor(Color.RED.darker());
        graphics.drawString(String.format(Locale.ROOT, "taken for %s, %.3f", mistake.predicted(),
                mistake.probability()), x, y + IMAGE + 29);
    }

    /** Values from 0 to 1, [height, width, 1 or 3], as pixels. */
    static BufferedImage image(HostTensor values) {
        int height = values.type().shape().size(0);
        int width = values.type().shape().size(1);
        int channels = values.type().shape().size(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            int red = level(values, i * channels);
            int green = channels == 1 ? red : level(values, i * channels + 1);
            int blue = channels == 1 ? red : level(values, i * channels + 2);
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static int level(HostTensor values, int index) {
        return (int) Math.round(values.get(index) * 255);
    }
}
