package org.fascicle.shell.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.workbench.Comparison;
import org.fascicle.workbench.WorkbenchException;

/**
 * Two sets of runs, each run by its seed and fold.
 *
 * @param first the runs of the first set
 * @param second those of the second
 */
record PairedRuns(Map<String, RunRecord> first, Map<String, RunRecord> second) {
    /** What both sets have a run of, in the order of the first. */
    List<String> pairs() {
        return first.keySet().stream().filter(second::containsKey).toList();
    }

    /** Runs of either set without a partner. */
    int alone() {
        return first.size() + second.size() - 2 * pairs().size();
    }

    /**
     * Compares the pairs, of which there is at least one.
     *
     * @param metric the figure; the first of the test by default
     * @throws WorkbenchException when it is not known of all of them
     */
    Comparison compare(Optional<String> metric) throws WorkbenchException {
        String figure = figure(metric);
        return new Comparison(figure, pairs(), values(first, figure), values(second, figure));
    }

    /** The figure that is asked for, or else the first of the test beside the loss, of those that all runs have. */
    private String figure(Optional<String> metric) throws WorkbenchException {
        List<RunRecord> runs = pairs().stream().flatMap(pair -> Stream.of(first.get(pair), second.get(pair))).toList();
        Set<String> names = new LinkedHashSet<>(figures(runs.getFirst()).keySet());
        runs.forEach(run -> names.retainAll(figures(run).keySet()));
        String part = Stream.of("test.", "validation.", "train.")
                .filter(prefix -> names.stream().anyMatch(name -> name.startsWith(prefix))).findFirst().orElse("test.");
        String usual = names.stream().filter(name -> name.startsWith(part) && !name.equals(part + "loss")).findFirst()
                .orElse(part + "loss");
        String wanted = metric.orElse(usual);
        String full = names.contains(wanted) ? wanted : part + wanted;
        if (!names.contains(full)) {
            throw WorkbenchException.wrong("no figure \"" + wanted + "\" is known of all these runs",
                    Names.nearest(full, names).map(near -> "did you mean \"" + near + "\"?")
                            .orElse(names.isEmpty() ? "they have none in common; \"fascicle show\" tells those of each"
                                    : "of all are known " + String.join(", ", names)));
        }
        return full;
    }

    /** The figures of a run by part and name, such as {@code test.accuracy}. */
    private static Map<String, Double> figures(RunRecord run) {
        Map<String, Double> figures = new LinkedHashMap<>();
        run.results().forEach((part, own) -> own.forEach((name, value) -> figures.put(part + "." + name, value)));
        return figures;
    }

    private List<Double> values(Map<String, RunRecord> set, String figure) {
        return pairs().stream().map(pair -> figures(set.get(pair)).get(figure)).toList();
    }
}
