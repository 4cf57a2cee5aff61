package org.fascicle.data;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A split whose values depend on something that is learned from training examples. Which of its examples are for
 * training is not its own choice: whoever divides it has it {@linkplain #fit fit} those alone, and reads the parts
 * {@linkplain #through through} that, so that nothing of validation and test is known beforehand. Read as it is, its
 * values go by a fit of all of its examples.
 */
@ConsumerType
public interface FittedSplit extends Split {
    /** What these examples teach, and no others. */
    Fit fit(int[] examples);

    /** The same examples, with values made by a fit of this split or of another one of the same dataset. */
    Split through(Fit fit);
}
