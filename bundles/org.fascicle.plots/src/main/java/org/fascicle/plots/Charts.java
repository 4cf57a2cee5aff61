package org.fascicle.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all charts have in common. */
final class Charts {
    static final int WIDTH = 800;
    static final int HEIGHT = 450;

    private Charts() {
    }

    /** An empty chart of lines. */
    static XYChart lines(String title, String across, String up) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(across)
                .yAxisTitle(up).build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setPlotGridLinesVisible(true).setMarkerSize(5);
        return chart;
    }

    /** Adds a line; places whose value is no number are gaps, and a line of gaps alone is left out. */
    static void line(XYChart chart, String name, double[] x, double[] y) {
        if (DoubleStream.of(y).anyMatch(Double::isFinite)) {
            double[] drawn = Arrays.stream(y).map(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
            chart.addSeries(name, x, drawn).setMarker(x.length > 60 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        }
    }

    /** Marks a place. */
    static void mark(XYChart chart, String name, double x, double y) {
        chart.addSeries(name, new double[] {x}, new double[] {y}).setMarker(SeriesMarkers.DIAMOND)
                .setMarkerColor(Color.RED).setLineColor(Color.RED);
    }

    /** A picture of charts, one below the other. */
    static BufferedImage image(List<? extends Chart<?, ?>> charts) {
        int width = charts.stream().mapToInt(Chart::getWidth).max().orElse(1);
        int height = charts.stream().mapToInt(Chart::getHeight).sum();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            IntStream.range(0, charts.size()).forEach(i -> {
                Chart<?, ?> chart = charts.get(i);
                chart.paint(graphics, chart.getWidth(), chart.getHeight());
                graphics.setClip(null);
                graphics.translate(0, chart.getHeight());
            });
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
