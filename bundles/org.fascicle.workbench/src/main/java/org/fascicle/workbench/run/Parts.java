package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.Optional;
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
 * @param test what the dataset's authors set aside
 */
public record Parts(Split train, Optional<Split> validation, Optional<Split> test) {
    /**
     * The dataset's own validation part; where it has none, sets the validation examples aside: which ones depends on
     * the seed alone.
     *
     * @throws IllegalArgumentException when that leaves nothing to learn from
     */
    public static Parts of(Splits splits, Data data, long seed) {
        if (splits.validation().isPresent()) {
            return new Parts(splits.train(), splits.validation(), splits.test());
        }
        int size = splits.train().size();
        int aside = data.validationExamples(size);
        if (aside == 0) {
            return new Parts(splits.train(), Optional.empty(), splits.test());
        }
        int[] order = ThreefryRandom.of(seed, "validation").permutation(size);
        return new Parts(part(splits.train(), order, aside, size),
                Optional.of(part(splits.train(), order, 0, aside)), splits.test());
    }

    /** In the order of the dataset, so that the choice alone is random. */
    private static Split part(Split split, int[] order, int from, int to) {
        int[] examples = Arrays.copyOfRange(order, from, to);
        Arrays.sort(examples);
        return new Subset(split, examples);
    }
}
