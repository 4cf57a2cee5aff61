package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.experiment.Data.ClassWeights;
import org.fascicle.experiment.Experiment;
import org.fascicle.nn.ClassWeightedLoss;

/** Weights by which rare classes count as much as common ones. */
final class Balance {
    private Balance() {
    }

    /**
     * The experiment with the weights that it asks for in its loss.
     *
     * @param train the training part, on which alone they depend
     * @throws IllegalArgumentException when the loss takes none, has its own, or there are no classes
     */
    static Experiment of(Experiment experiment, Split train) {
        if (experiment.data().classWeights() == ClassWeights.EQUAL) {
            return experiment;
        }
        String asked = "data.classWeights: balanced";
        if (!(experiment.loss() instanceof ClassWeightedLoss loss)) {
            throw new IllegalArgumentException(asked + " asks for a loss that weighs classes, such as cross-entropy; "
                    + "take that, or leave it out");
        }
        if (!loss.classWeights().isEmpty()) {
            throw new IllegalArgumentException(asked + ", and the loss has class weights of its own; leave one of them "
                    + "out");
        }
        Optional<Feature> target = train.features().stream().filter(feature -> !feature.classes().isEmpty())
                .findFirst();
        return experiment.withLoss(loss.withClassWeights(weights(Division.classes(train, target.orElseThrow(() ->
                new IllegalArgumentException(asked + " asks for classes, and this dataset has none; leave it out"))),
                target.get().classes().size())));
    }

    /** {@code n / (K · n_c)}, with K the number of classes that are met; 1 for a class that is not. */
    static List<Double> weights(int[] classes, int count) {
        int[] counts = new int[count];
        for (int number : classes) {
            counts[number]++;
        }
        long met = Arrays.stream(counts).filter(examples -> examples > 0).count();
        return Arrays.stream(counts)
                .mapToObj(examples -> examples == 0 ? 1.0 : (double) classes.length / (met * examples)).toList();
    }
}
