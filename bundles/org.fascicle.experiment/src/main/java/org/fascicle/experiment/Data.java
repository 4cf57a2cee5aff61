package org.fascicle.experiment;

import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.data.Dataset;

/**
 * What an experiment learns from.
 *
 * @param use the dataset
 * @param validation what is set aside from the training examples: below 1 a fraction, from 1 a number of examples; 0
 *        for none. Which ones depends on the seed. Of a dataset that has a validation part of its own, nothing is.
 * @param batch examples a step; the last batch of an epoch may be smaller
 * @param shuffle whether each epoch takes the training examples in an order of its own
 * @param samples training examples of an epoch, drawn by the seed for each epoch; none: all of them
 * @param test what is set aside for the test, in the same way, from a dataset without a test part of its own
 * @param stratified whether each part has the classes in the proportions of the whole
 * @param folds number of runs, each of which tests on a part of its own and learns from the others; none: one run
 * @param fold the only one of the folds to run, from 1 on; none: all of them
 * @param classWeights what the loss of an example weighs by its class
 */
public record Data(
        @Required @About("the dataset") Dataset use,
        @Min(0) @About("training examples set aside: below 1 a fraction, from 1 a number, 0 for none; "
                + "nothing where the dataset has a validation part of its own")
        double validation,
        @Min(1) @About("examples a step") int batch,
        @About("whether each epoch takes the training examples in an order of its own") boolean shuffle,
        @Min(1) @About("training examples of an epoch, drawn anew for each by the seed; none: all of them")
        Optional<Integer> samples,
        @Min(0) @About("examples set aside for the test: below 1 a fraction, from 1 a number, 0 for none; only of a "
                + "dataset without a test part of its own")
        double test,
        @About("whether each part has the classes in the proportions of the whole") boolean stratified,
        @Min(2) @About("number of runs, each of which tests on a part of its own and learns from the others; none: one "
                + "run")
        Optional<Integer> folds,
        @Min(1) @About("the only one of the folds to run; none: all of them") Optional<Integer> fold,
        @About("what the loss of an example weighs by its class: all alike, or each class as much as any other")
        ClassWeights classWeights) {
    /** What the loss of an example weighs. */
    public enum ClassWeights {
        /** All examples weigh alike. */
        EQUAL,
        /** Examples / (classes · examples of its class), over the training part, so that rare classes count as much. */
        BALANCED
    }

    /** Data whose epochs are all training examples. */
    public Data(Dataset use, double validation, int batch, boolean shuffle) {
        this(use, validation, batch, shuffle, Optional.empty());
    }

    /** Data that is divided as its dataset has it. */
    public Data(Dataset use, double validation, int batch, boolean shuffle, Optional<Integer> samples) {
        this(use, validation, batch, shuffle, samples, 0, false, Optional.empty(), Optional.empty(),
                ClassWeights.EQUAL);
    }

    public Data {
        requireWhole("validation", validation);
        requireWhole("test", test);
        if (validation < 1 && test < 1 && validation + test >= 1) {
            throw new IllegalArgumentException("validation " + validation + " and test " + test
                    + " together leave nothing to learn from; make their sum smaller than 1");
        }
        if (samples.isPresent() && !shuffle) {
            throw new IllegalArgumentException("samples are drawn, so that shuffle cannot be false");
        }
        if (folds.isPresent() && test > 0) {
            throw new IllegalArgumentException("each fold is the test part once, so that test " + test
                    + " cannot stand beside folds; leave one of them out");
        }
        if (fold.isPresent() && fold.get() > folds.orElse(0)) {
            throw new IllegalArgumentException(folds.isEmpty() ? "fold " + fold.get() + " without folds; say how many "
                    + "there are" : "fold " + fold.get() + " of " + folds.get() + "; they are numbered from 1");
        }
    }

    private static void requireWhole(String part, double wanted) {
        if (wanted >= 1 && wanted != Math.rint(wanted)) {
            throw new IllegalArgumentException(part + " is a fraction below 1 or a whole number of examples, not "
                    + wanted);
        }
    }

    /** The same for one fold. */
    public Data withFold(int only) {
        return new Data(use, validation, batch, shuffle, samples, test, stratified, folds, Optional.of(only),
                classWeights);
    }

    /** How many of so many training examples an epoch has. */
    public int samplesOf(int examples) {
        return Math.min(examples, samples.orElse(examples));
    }

    /** The size of the first batch out of so many training examples. */
    public int batchOf(int examples) {
        return Math.min(batch, samplesOf(examples));
    }

    /** How many of so many training examples are set aside for validation; at least one is left to learn from. */
    public int validationExamples(int examples) {
        return validationExamples(examples, 0);
    }

    /** How many of so many examples are set aside for validation, where so many are not for training. */
    public int validationExamples(int examples, int others) {
        return aside("validation", validation, examples, others);
    }

    /** How many of so many examples are set aside for the test. */
    public int testExamples(int examples) {
        return aside("test", test, examples, 0);
    }

    /** A part has an example at least, and leaves one at least to learn from. */
    private static int aside(String part, double wanted, int examples, int others) {
        double count = wanted < 1 ? Math.rint(wanted * examples) : wanted;
        if (count + others >= examples) {
            throw new IllegalArgumentException("data." + part + " sets " + (long) count + " examples aside, but there "
                    + "are " + (examples - others) + "; make it smaller");
        }
        if (wanted > 0 && count == 0) {
            throw new IllegalArgumentException("data." + part + " of " + wanted + " is no whole one of " + examples
                    + " examples, and the part would be empty; make it larger, or write 0 for none");
        }
        return (int) count;
    }
}
