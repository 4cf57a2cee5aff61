package org.fascicle.experiment.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a run at its end, for whoever draws it.
 *
 * @param run name of the run
 * @param folder where it is kept, and pictures of it too
 * @param epochs its epochs
 * @param best the epoch whose weights were tested; empty where the run does not go by its best epoch, or failed
 * @param part which examples the following are of: {@code test}, {@code validation} or {@code train}
 * @param confusion which classes are taken for which; empty where the data has no classes, or the run failed
 * @param mistakes images given to wrong classes, the surest first; empty where the examples are no images
 * @param plane what the model says all over the plane; empty where an example is not two numbers
 */
public record RunView(String run, Path folder, List<RunEvent.Epoch> epochs, OptionalInt best, String part,
        Optional<Confusion> confusion, List<Mistake> mistakes, Optional<Plane> plane) {
    public RunView {
        epochs = List.copyOf(epochs);
        mistakes = List.copyOf(mistakes);
    }

    /** What is known of a run that did not come to its end. */
    public static RunView of(String run, Path folder, List<RunEvent.Epoch> epochs) {
        return new RunView(run, folder, epochs, OptionalInt.empty(), "", Optional.empty(), List.of(), Optional.empty());
    }
}
