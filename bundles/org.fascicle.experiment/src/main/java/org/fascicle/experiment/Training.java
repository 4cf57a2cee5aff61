package org.fascicle.experiment;

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
 */
public record Training(
        @Required @Min(1) @About("passes over the training examples") int epochs,
        @About("when a run keeps its state, besides at its end") Checkpoints checkpoint,
        @Min(0) @About("epochs between two looks at the test examples, 0 for none but the last") int testEvery) {
}
