package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.List;
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
     * The weights that an experiment asks for; none where it asks for none.
     *
     * @param train the training part, on which alone they depend
     * @throws IllegalArgumentException when the loss takes none, has its own, or there are no classes
     */
    static List<Double> weights(Experiment experiment, Split train) {
        if (experiment.data().classWeights() == ClassWeights.EQUAL) {
            return List.of();
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
        Feature target = train.features().stream().filter(feature -> !feature.classes().isEmpty()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(asked + " asks for classes, and this dataset has none; "
                        + "leave it out"));
        return weights(Division.classes(train, target), target.classes().size());
    }

    /** The experiment with weights in its loss; itself where there are none. */
    static Experiment of(Experiment experiment, List<Double> weights) {
        return !weights.isEmpty() && experiment.loss() instanceof ClassWeightedLoss loss
                ? experiment.withLoss(loss.withClassWeights(weights)) : experiment;
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
