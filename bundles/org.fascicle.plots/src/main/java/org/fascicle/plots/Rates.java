package org.fascicle.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RateCurve.Point;
import org.knowm.xchart.XYChart;

/** Loss by learning rate, the rate on a logarithmic axis. */
final class Rates {
    private Rates() {
    }

    static BufferedImage draw(RateCurve curve) {
        List<Point> points = curve.points().stream().filter(point -> Double.isFinite(point.loss())).toList();
        double[] rates = points.stream().mapToDouble(Point::rate).toArray();
        XYChart chart = Charts.lines(curve.experiment(), "learning rate", "loss");
        chart.getStyler().setXAxisLogarithmic(true);
        Charts.line(chart, "loss", rates, points.stream().mapToDouble(Point::loss).toArray());
        Charts.line(chart, "smoothed", rates, points.stream().mapToDouble(Point::smooth).toArray());
        curve.steepest().ifPresent(rate -> Charts.mark(chart, "steepest", rate,
                points.stream().filter(point -> point.rate() == rate).findFirst().orElseThrow().smooth()));
        return Charts.image(List.of(chart));
    }
}
