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
 */
public record Data(
        @Required @About("the dataset") Dataset use,
        @Min(0) @About("training examples set aside: below 1 a fraction, from 1 a number, 0 for none; "
                + "nothing where the dataset has a validation part of its own")
        double validation,
        @Min(1) @About("examples a step") int batch,
        @About("whether each epoch takes the training examples in an order of its own") boolean shuffle,
        @Min(1) @About("training examples of an epoch, drawn anew for each by the seed; none: all of them")
        Optional<Integer> samples) {
    /** Data whose epochs are all training examples. */
    public Data(Dataset use, double validation, int batch, boolean shuffle) {
        this(use, validation, batch, shuffle, Optional.empty());
    }

    public Data {
        if (validation >= 1 && validation != Math.rint(validation)) {
            throw new IllegalArgumentException("validation is a fraction below 1 or a whole number of examples, not "
                    + validation);
        }
        if (samples.isPresent() && !shuffle) {
            throw new IllegalArgumentException("samples are drawn, so that shuffle cannot be false");
        }
    }

    /** How many of so many training examples an epoch has. */
    public int samplesOf(int examples) {
        return Math.min(examples, samples.orElse(examples));
    }

    /** The size of the first batch out of so many training examples. */
    public int batchOf(int examples) {
        return Math.min(batch, samplesOf(examples));
    }

    /** How many of so many training examples are set aside; at least one is left to learn from. */
    public int validationExamples(int examples) {
        double wanted = validation < 1 ? Math.rint(validation * examples) : validation;
        if (wanted >= examples) {
            throw new IllegalArgumentException("data.validation sets " + (long) wanted + " examples aside, but there "
                    + "are " + examples + "; make it smaller");
        }
        return (int) wanted;
    }
}
