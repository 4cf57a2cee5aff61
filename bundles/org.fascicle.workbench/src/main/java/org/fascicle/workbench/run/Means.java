package org.fascicle.workbench.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Spread;
import org.fascicle.workbench.Interval;

/** The figures of several runs as one. */
final class Means {
    private Means() {
    }

    /** Each figure that all of these runs have, by part of the data; none of fewer than two runs. */
    static Map<String, Map<String, Spread>> of(List<RunRecord> runs) {
        Map<String, Map<String, Spread>> means = new LinkedHashMap<>();
        if (runs.size() < 2) {
            return means;
        }
        runs.getFirst().results().forEach((part, figures) -> {
            Map<String, Spread> spreads = new LinkedHashMap<>();
            for (String figure : figures.keySet()) {
                List<Double> values = runs.stream().map(run -> run.results().getOrDefault(part, Map.of()))
                        .filter(own -> own.containsKey(figure)).map(own -> own.get(figure)).toList();
                if (values.size() == runs.size()) {
                    spreads.put(figure, spread(values));
                }
            }
            if (!spreads.isEmpty()) {
                means.put(part, spreads);
            }
        });
        return means;
    }

    private static Spread spread(List<Double> values) {
        Interval interval = Interval.of(values);
        return new Spread(interval.mean(), interval.half(), interval.deviation(), Collections.min(values),
                Collections.max(values), interval.count());
    }
}
