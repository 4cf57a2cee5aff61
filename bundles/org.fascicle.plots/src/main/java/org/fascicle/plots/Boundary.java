package org.fascicle.plots;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.experiment.run.Plane;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Which part of the plane a model gives to which class, with training examples on it. */
final class Boundary {
    private static final int SIDE = 700;
    private static final int DOT = 6;
    private static final Color[] COLOURS = {new Color(0x4477AA), new Color(0xEE6677), new Color(0x228833),
        new Color(0xCCBB44), new Color(0x66CCEE), new Color(0xAA3377), new Color(0x888888)};

    private Boundary() {
    }

    static BufferedImage draw(String run, Plane plane) {
        XYChart chart = Charts.lines(run, "first number", "second number");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setPlotGridLinesVisible(false).setMarkerSize(DOT);
        chart.getStyler().setXAxisMin(plane.left()).setXAxisMax(plane.right()).setYAxisMin(plane.bottom())
                .setYAxisMax(plane.top());
        for (int label = 0; label < plane.classes().size(); label++) {
            region(chart, plane, label);
        }
        for (int label = 0; label < plane.classes().size(); label++) {
            points(chart, plane, label);
        }
        BufferedImage image = new BufferedImage(SIDE + 150, SIDE, BufferedImage.TYPE_INT_RGB);
        chart.paint(image.createGraphics(), image.getWidth(), image.getHeight());
        return image;
    }

    private static void region(XYChart chart, Plane plane, int label) {
        int[] places = IntStream.range(0, plane.regions().size()).filter(i -> plane.regions().get(i) == label)
                .toArray();
        if (places.length > 0) {
            XYSeries series = chart.addSeries("given to " + plane.classes().get(label),
                    IntStream.of(places).mapToDouble(i -> plane.x(i % plane.side())).toArray(),
                    IntStream.of(places).mapToDouble(i -> plane.y(i / plane.side())).toArray());
            Color colour = COLOURS[label % COLOURS.length];
            series.setMarker(SeriesMarkers.SQUARE).setMarkerColor(new Color(pale(colour.getRed()),
                    pale(colour.getGreen()), pale(colour.getBlue()))).setShowInLegend(false);
        }
    }

    private static int pale(int part) {
        return 255 - (255 - part) * 35 / 100;
    }

    private static void points(XYChart chart, Plane plane, int label) {
        List<Plane.Point> points = plane.points().stream().filter(point -> point.label() == label).toList();
        if (!points.isEmpty()) {
            chart.addSeries(plane.classes().get(label), points.stream().mapToDouble(Plane.Point::x).toArray(),
                    points.stream().mapToDouble(Plane.Point::y).toArray())
                    .setMarker(SeriesMarkers.CIRCLE).setMarkerColor(COLOURS[label % COLOURS.length]);
        }
    }
}
