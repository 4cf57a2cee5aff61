package org.fascicle.shell.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.Spread;

/** Figures over several runs for people. */
public final class Means {
    private Means() {
    }

    /** A line for each part of the data, that of the test first. */
    static List<String> lines(RunEvent.SetFinished set) {
        return lines(Map.of("test", set.test(), "validation", set.validation(), "train", set.train()));
    }

    /** The same of figures by part of the data, without the parts of figures. */
    public static List<String> lines(Map<String, Map<String, Spread>> means) {
        List<String> lines = new ArrayList<>();
        for (String part : List.of("test", "validation", "train")) {
            Map<String, Spread> spreads = Figures.whole(means.getOrDefault(part, Map.of()));
            if (!spreads.isEmpty()) {
                lines.add(part + ": " + String.join(", ", spreads.entrySet().stream()
                        .map(spread -> spread.getKey() + " " + of(spread.getValue())).toList()));
            }
        }
        return lines;
    }

    private static String of(Spread spread) {
        return Figures.of(spread.mean()) + " ± " + Figures.of(spread.interval()) + " (" + Figures.of(spread.min())
                + " to " + Figures.of(spread.max()) + ")";
    }
}
