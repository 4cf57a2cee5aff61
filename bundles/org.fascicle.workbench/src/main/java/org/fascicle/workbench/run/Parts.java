package org.fascicle.workbench.run;

import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.data.Fit;
import org.fascicle.data.FittedSplit;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.data.Subset;
import org.fascicle.experiment.Data;
import org.fascicle.graph.ThreefryRandom;

/**
 * The examples of a run.
 *
 * @param train what is learned from
 * @param validation what the dataset has for it, or what was set aside from the training examples
 * @param test what the dataset's authors set aside, or what was set aside from the training examples, or a fold
 * @param fit what the values of all parts go by, learned from the training part alone; none where they go by nothing
 */
public record Parts(Split train, Optional<Split> validation, Optional<Split> test, Optional<Fit> fit) {
    /** Parts whose values are what they are. */
    public Parts(Split train, Optional<Split> validation, Optional<Split> test) {
        this(train, validation, test, Optional.empty());
    }

    /**
     * The parts that the dataset has, and those that the experiment sets aside: which examples depends on the seed
     * alone.
     *
     * @throws IllegalArgumentException when a part would be empty, or the examples cannot be divided in this way
     */
    public static Parts of(Splits splits, Data data, long seed) {
        Split all = splits.train();
        int size = all.size();
        requireNoTestPart(splits, data);
        int test = data.testExamples(size);
        int validation = splits.validation().isPresent() ? 0 : data.validationExamples(size, test);
        boolean divided = test > 0 || validation > 0 || data.folds().isPresent();
        if (data.folds().isPresent() && data.folds().get() > size) {
            throw new IllegalArgumentException("data.folds divides " + size + " examples into " + data.folds().get()
                    + " parts, some of them empty; make it smaller");
        }
        if (!divided) {
            return of(splits, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Division division = data.stratified() ? Division.stratified(all,
                1 + (test > 0 || data.folds().isPresent() ? 1 : 0) + (validation > 0 ? 1 : 0),
                ThreefryRandom.of(seed, "strata")) : Division.random(size, ThreefryRandom.of(seed, "validation"));
        Optional<int[]> tested = Optional.empty();
        if (test > 0 || data.folds().isPresent()) {
            Division.Taken taken = data.folds().isPresent() ? division.fold(data.fold().orElse(1), data.folds().get())
                    : division.take(test, ThreefryRandom.of(seed, "test"));
            tested = Optional.of(taken.part());
            division = taken.rest();
        }
        Optional<int[]> watched = Optional.empty();
        if (validation > 0) {
            int left = division.order().length;
            int count = data.folds().isEmpty() ? validation : data.validationExamples(left, 0);
            Division.Taken taken = division.take(count, ThreefryRandom.of(seed, "watched"));
            watched = Optional.of(taken.part());
            division = taken.rest();
        }
        return of(splits, Optional.of(division.examples()), watched, tested);
    }

    private static void requireNoTestPart(Splits splits, Data data) {
        if (splits.test().isPresent() && (data.test() > 0 || data.folds().isPresent())) {
            throw new IllegalArgumentException((data.test() > 0 ? "data.test" : "data.folds") + " makes a test part, "
                    + "and this dataset has one of its own, of " + splits.test().get().size() + " examples; leave it "
                    + "out");
        }
    }

    private static Parts of(Splits splits, Optional<int[]> train, Optional<int[]> validation, Optional<int[]> test) {
        Split all = splits.train();
        Optional<Fit> fit = all instanceof FittedSplit fitted
                ? Optional.of(fitted.fit(train.orElseGet(() -> numbers(all.size())))) : Optional.empty();
        Split seen = through(all, fit);
        return new Parts(train.<Split>map(part -> new Subset(seen, part)).orElse(seen),
                validation.<Split>map(part -> new Subset(seen, part))
                        .or(() -> splits.validation().map(part -> through(part, fit))),
                test.<Split>map(part -> new Subset(seen, part))
                        .or(() -> splits.test().map(part -> through(part, fit))), fit);
    }

    private static int[] numbers(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static Split through(Split split, Optional<Fit> fit) {
        return split instanceof FittedSplit fitted && fit.isPresent() ? fitted.through(fit.get()) : split;
    }
}
