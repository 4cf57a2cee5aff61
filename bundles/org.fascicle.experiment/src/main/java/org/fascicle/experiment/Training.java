package org.fascicle.experiment;

import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;

/**
 * How long an experiment trains, and what it keeps.
 *
 * @param epochs passes over the training examples
 * @param checkpoint when a run keeps its state, besides at its end
 * @param testEvery epochs between two looks at the test examples, to follow publications that tell the best epoch's
 *        figures; 0 for none but the last. Nothing in a run depends on them.
 * @param earlyStopping which epoch is the best, and when a run ends before its last
 * @param accumulate batches whose gradients are gathered before the parameters follow their mean: a step as of a batch
 *        that many times as large, in the memory of one. Fewer at the end of an epoch, where it does not divide.
 * @param average the decay of the exponential moving average of the weights, by which a run is evaluated: w̄ is the
 *        weights after the first step and decay·w̄ + (1 - decay)·w after each other; 0 for the weights themselves
 * @param initialWeights a safetensors file whose tensors are the first values of the model's weights, by path; none:
 *        values that the seed draws. A relative path starts at the experiment's file, else at the working folder.
 */
public record Training(
        @Required @Min(1) @About("passes over the training examples") int epochs,
        @About("when a run keeps its state, besides at its end") Checkpoints checkpoint,
        @Min(0) @About("epochs between two looks at the test examples, 0 for none but the last") int testEvery,
        @About("which epoch is the best, and when a run ends before its last") EarlyStopping earlyStopping,
        @Min(1) @About("batches whose gradients are gathered for one step") int accumulate,
        @Min(0) @About("decay of the moving average of the weights that is evaluated, below 1; 0 for none")
        double average,
        @About("a safetensors file with the weights to begin with, by path; none: the seed draws them")
        Optional<String> initialWeights) {
    public Training {
        if (!(average < 1)) {
            throw new IllegalArgumentException("average is a decay below 1, such as 0.999, not " + average);
        }
    }

    /** Training to the last epoch, one batch a step, from values that the seed draws. */
    public Training(int epochs, Checkpoints checkpoint, int testEvery) {
        this(epochs, checkpoint, testEvery, EarlyStopping.never(), 1, 0, Optional.empty());
    }

    /** The same with another end. */
    public Training withEarlyStopping(EarlyStopping other) {
        return new Training(epochs, checkpoint, testEvery, other, accumulate, average, initialWeights);
    }

    /** The same with so many batches a step. */
    public Training withAccumulate(int batches) {
        return new Training(epochs, checkpoint, testEvery, earlyStopping, batches, average, initialWeights);
    }

    /** The same, evaluated by an average of its weights. */
    public Training withAverage(double decay) {
        return new Training(epochs, checkpoint, testEvery, earlyStopping, accumulate, decay, initialWeights);
    }

    /** The same from the weights of a file. */
    public Training withInitialWeights(String file) {
        return new Training(epochs, checkpoint, testEvery, earlyStopping, accumulate, average, Optional.of(file));
    }
}
