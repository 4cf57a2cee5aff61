package org.fascicle.plots;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.experiment.run.RunEvent;
import org.knowm.xchart.XYChart;

/** Loss and metrics by epoch: a chart for each, with a line for training, validation and test. */
final class Curves {
    private Curves() {
    }

    /** Whether a figure of training was ever a number. */
    static boolean hasAny(List<RunEvent.Epoch> epochs) {
        return epochs.stream().flatMap(epoch -> epoch.train().values().stream()).anyMatch(Double::isFinite);
    }

    static BufferedImage draw(String run, List<RunEvent.Epoch> epochs) {
        List<XYChart> charts = new ArrayList<>();
        for (String figure : epochs.getLast().train().keySet()) {
            XYChart chart = Charts.lines(charts.isEmpty() ? run : figure, "epoch", figure);
            line(chart, "training", figure, epochs, RunEvent.Epoch::train);
            line(chart, "validation", figure, epochs, RunEvent.Epoch::validation);
            line(chart, "test", figure, epochs, RunEvent.Epoch::test);
            if (!chart.getSeriesMap().isEmpty()) {
                charts.add(chart);
            }
        }
        return Charts.image(charts);
    }

    private static void line(XYChart chart, String name, String figure, List<RunEvent.Epoch> epochs,
            Function<RunEvent.Epoch, Map<String, Double>> part) {
        List<RunEvent.Epoch> known = epochs.stream().filter(epoch -> part.apply(epoch).containsKey(figure)).toList();
        Charts.line(chart, name, known.stream().mapToDouble(RunEvent.Epoch::epoch).toArray(),
                known.stream().mapToDouble(epoch -> part.apply(epoch).get(figure)).toArray());
    }
}
