package org.fascicle.workbench.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.EarlyStopping;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.RunEvent;

/** Which epoch of a run is the best so far: a function of the epochs' figures alone, the same after a resumption. */
final class BestEpoch {
    private static final String LOSS = "loss";
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private final EarlyStopping rule;
    private final String part;
    private final String name;
    private final boolean upward;
    private Optional<RunEvent.Epoch> best = Optional.empty();
    private int waited;

    private BestEpoch(EarlyStopping rule, String part, String name, boolean upward) {
        this.rule = rule;
        this.part = part;
        this.name = name;
        this.upward = upward;
    }

    /**
     * No epoch so far.
     *
     * @param validated whether there are validation examples
     * @throws IllegalArgumentException when the experiment has no figure of the name that it goes by
     */
    static BestEpoch of(Experiment experiment, boolean validated) {
        EarlyStopping rule = experiment.train().earlyStopping();
        String[] words = rule.metric().split("\\.", 2);
        String part = words.length == 2 ? words[0] : validated ? VALIDATION : TRAIN;
        String name = words[words.length - 1];
        TreeSet<String> names = new TreeSet<>(experiment.metrics().keySet());
        names.add(LOSS);
        String where = "train.earlyStopping.metric is `" + rule.metric() + "`, and ";
        if (!part.equals(TRAIN) && !part.equals(VALIDATION)) {
            throw new IllegalArgumentException(where + "the best epoch is told by figures of `train` or `validation`: "
                    + "the test is to be no part of training");
        }
        if (part.equals(VALIDATION) && !validated) {
            throw new IllegalArgumentException(where + "there are no validation examples; give data.validation, or "
                    + "write train." + name);
        }
        if (!names.contains(name)) {
            throw new IllegalArgumentException(where + "the figures are " + String.join(", ", names)
                    + Names.nearest(name, names).map(near -> "; did you mean `" + near + "`?").orElse(""));
        }
        boolean upward = switch (rule.mode()) {
            case MIN -> false;
            case MAX -> true;
            case AUTO -> !name.equals(LOSS) && experiment.metrics().get(name).largerIsBetter();
        };
        return new BestEpoch(rule, part, name, upward);
    }

    /** Takes note of the next epoch; whether it is the best so far. */
    boolean see(RunEvent.Epoch epoch) {
        double value = value(epoch);
        double gain = best.map(before -> upward ? value - value(before) : value(before) - value)
                .orElse(Double.isFinite(value) ? Double.POSITIVE_INFINITY : Double.NaN);
        boolean better = gain > rule.minimumDelta();
        waited = better ? 0 : waited + 1;
        if (better) {
            best = Optional.of(epoch);
        }
        return better;
    }

    private double value(RunEvent.Epoch epoch) {
        Map<String, Double> figures = part.equals(TRAIN) ? epoch.train() : epoch.validation();
        return figures.getOrDefault(name, Double.NaN);
    }

    /** Whether so many epochs brought nothing better that the run ends. */
    boolean isOver() {
        return rule.wanted() && waited >= rule.patience();
    }

    /** The best epoch so far. */
    Optional<RunEvent.Epoch> epoch() {
        return best;
    }

    /** The event that tells of it. */
    RunEvent.Best event(boolean early) {
        RunEvent.Epoch epoch = best.orElseThrow();
        return new RunEvent.Best(epoch.epoch(), figure(), value(epoch), waited, early);
    }

    /** The figure and its value, for the metadata of the file that keeps the best state. */
    Map<String, String> words() {
        return best.map(epoch -> Map.of("best.figure", figure(), "best.value", String.valueOf(value(epoch)),
                "best.epoch", String.valueOf(epoch.epoch()))).orElse(Map.of());
    }

    private String figure() {
        return part + "." + name;
    }
}
