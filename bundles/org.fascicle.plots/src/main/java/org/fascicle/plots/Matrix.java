package org.fascicle.plots;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.experiment.run.Confusion;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A confusion matrix: true classes from top to bottom, those that were given from left to right. */
final class Matrix {
    private static final int CELL = 50;
    private static final int EDGES = 220;

    private Matrix() {
    }

    static BufferedImage draw(String part, Confusion confusion) {
        int size = confusion.classes().size();
        HeatMapChart chart = new HeatMapChartBuilder().width(EDGES + CELL * size).height(EDGES + CELL * size)
                .title(part + ": " + confusion.right() + " of " + confusion.examples() + " are right")
                .xAxisTitle("predicted").yAxisTitle("true").build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendVisible(false);
        chart.getStyler().setShowValue(true).setRangeColors(new Color[] {Color.WHITE, new Color(0x4477AA)});
        int[] places = IntStream.range(0, size).toArray();
        List<Number[]> cells = IntStream.of(places).boxed().flatMap(x -> IntStream.of(places).mapToObj(y ->
                new Number[] {x, y, confusion.count(size - 1 - y, x)})).toList();
        chart.addSeries("examples", confusion.classes(), confusion.classes().reversed(), cells);
        return Charts.image(List.of(chart));
    }
}
