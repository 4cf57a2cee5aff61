package org.fascicle.plots;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.fascicle.experiment.run.RunEvent;
import org.knowm.xchart.XYChart;

/**
 * Loss and metrics by epoch: a chart for each, with a line for training, validation and test. The epoch whose weights
 * were tested is marked, on the line of validation where there is one.
 */
final class Curves {
    private Curves() {
    }

    /** Whether a figure of training was ever a number. */
    static boolean hasAny(List<RunEvent.Epoch> epochs) {
        return epochs.stream().flatMap(epoch -> epoch.train().values().stream()).anyMatch(Double::isFinite);
    }

    static BufferedImage draw(String run, List<RunEvent.Epoch> epochs, OptionalInt best) {
        List<XYChart> charts = new ArrayList<>();
        for (String figure : epochs.getLast().train().keySet()) {
            XYChart chart = Charts.lines(charts.isEmpty() ? run : figure, "epoch", figure);
            line(chart, "training", figure, epochs, RunEvent.Epoch::train);
            line(chart, "validation", figure, epochs, RunEvent.Epoch::validation);
            line(chart, "test", figure, epochs, RunEvent.Epoch::test);
            epochs.stream().filter(epoch -> OptionalInt.of(epoch.epoch()).equals(best))
                    .forEach(epoch -> mark(chart, epoch, figure));
            if (!chart.getSeriesMap().isEmpty()) {
                charts.add(chart);
            }
        }
        return Charts.image(charts);
    }

    private static void mark(XYChart chart, RunEvent.Epoch epoch, String figure) {
        double value = epoch.validation().getOrDefault(figure, epoch.train().getOrDefault(figure, Double.NaN));
        if (Double.isFinite(value)) {
            Charts.mark(chart, "best: epoch " + epoch.epoch(), epoch.epoch(), value);
        }
    }

    private static void line(XYChart chart, String name, String figure, List<RunEvent.Epoch> epochs,
            Function<RunEvent.Epoch, Map<String, Double>> part) {
        List<RunEvent.Epoch> known = epochs.stream().filter(epoch -> part.apply(epoch).containsKey(figure)).toList();
        Charts.line(chart, name, known.stream().mapToDouble(RunEvent.Epoch::epoch).toArray(),
                known.stream().mapToDouble(epoch -> part.apply(epoch).get(figure)).toArray());
    }
}
