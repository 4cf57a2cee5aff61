package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.ClassWeightedLoss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Surprise at the right class, from logits: {@code −ln softmax(z)[t]}, mean over the rows; its derivative is
 * {@code (softmax(z) − onehot(t)) / rows}. Nothing overflows; an untrained model of K classes starts near ln K.
 *
 * <p>in: output [batch…, classes], target integer class numbers [batch…] or probabilities [batch…, classes] → out: []
 *
 * <p>The options are PyTorch's: a smoothed target is {@code (1 − s)·t + s/K}; class weights multiply the terms of their
 * class, and the mean over class numbers divides by the sum of the weights of the targets; rows with an ignored class
 * number count neither in the sum nor in the mean. A class number that names no class ends the step with an error.
 */
@About("−ln of the probability given to the right class, from logits")
public record CrossEntropy(
        @Min(0) @Max(1) @About("share of the target spread evenly over all classes") double labelSmoothing,
        @About("a weight for each class; empty: all alike") List<Double> classWeights,
        @About("class numbers that do not count, such as that of padding") List<Integer> ignoredClasses,
        @About("mean over the rows, or their sum") Reduction reduction) implements ClassWeightedLoss {
    public CrossEntropy {
        classWeights = List.copyOf(classWeights);
        ignoredClasses = List.copyOf(ignoredClasses);
    }

    /** Cross-entropy without options. */
    public CrossEntropy() {
        this(0, List.of(), List.of(), Reduction.MEAN);
    }

    @Override
    public CrossEntropy withClassWeights(List<Double> weights) {
        return new CrossEntropy(labelSmoothing, weights, ignoredClasses, reduction);
    }

    /** Throws {@link ShapeException} where the target or the class weights do not fit the output. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        boolean classes = Targets.areClasses(output, target);
        if (!classes && !(target.dtype().isFloating() && target.shape().equals(output.shape()))) {
            throw Targets.misfit("cross-entropy", output, target);
        }
        int columns = output.rank() == 0 ? 1 : output.size(-1);
        if (columns < 2) {
            throw misfit(output, target, "it takes a logit for each of two classes or more",
                    "let the last layer give 2 units, or take `quadratic` behind one `sigmoid`");
        }
        if (!classWeights.isEmpty() && classWeights.size() != columns) {
            throw misfit(output, target, "there are " + classWeights.size() + " class weights",
                    "give " + columns + ", one for each class");
        }
        int rows = target.shape().elements() / (classes ? 1 : columns);
        return Trace.call("cross-entropy", List.of(output, target), operands -> {
            Logits logits = Logits.of(operands.getFirst().reshape(rows, columns));
            return classes ? ofClasses(logits, operands.getLast().cast(DType.I32).reshape(rows, 1))
                    : ofProbabilities(logits, operands.getLast().reshape(rows, columns));
        });
    }

    private Tensor ofClasses(Logits logits, Tensor numbers) {
        boolean alike = labelSmoothing == 0 && classWeights.isEmpty();
        Tensor zero = logits.shifted().scalar(0);
        Tensor hit = Targets.hits(counted(numbers, numbers).reshape(numbers.size(0)), logits.classes());
        Tensor weights = weights(logits);
        Tensor surprise = alike ? logits.surpriseAt(hit)
                : logits.surprise(smooth(hit.cast(zero.dtype())).times(weights));
        Tensor sum = counted(surprise, numbers).sum();
        if (reduction == Reduction.SUM) {
            return sum;
        }
        if (alike && ignoredClasses.isEmpty()) {
            return sum.over(numbers.size(0));
        }
        return sum.over(counted(Tensor.where(hit, weights, zero).sumKeeping(-1), numbers).sum());
    }

    private Tensor ofProbabilities(Logits logits, Tensor target) {
        Tensor surprise = logits.surprise(smooth(target.cast(logits.shifted().dtype())).times(weights(logits)));
        return reduction == Reduction.SUM ? surprise.sum() : surprise.mean();
    }

    /** The target with a share of it spread over all classes: [rows, classes] → the same. */
    private Tensor smooth(Tensor target) {
        return labelSmoothing == 0 ? target
                : target.times(1 - labelSmoothing).plus(labelSmoothing / target.size(-1));
    }

    /** What the terms of each class count: [classes], or a scalar where all are alike. */
    private Tensor weights(Logits logits) {
        Tensor shifted = logits.shifted();
        return classWeights.isEmpty() ? shifted.scalar(1)
                : shifted.constant(TensorType.of(shifted.dtype(), classWeights.size()), classWeights);
    }

    /** Values with 0 in the rows whose class number does not count: [rows, 1] → the same. */
    private Tensor counted(Tensor values, Tensor numbers) {
        Tensor counted = values;
        for (int ignored : ignoredClasses) {
            counted = Tensor.where(numbers.equalTo(numbers.scalar(ignored)), values.scalar(0), counted);
        }
        return counted;
    }

    private static ShapeException misfit(Tensor output, Tensor target, String rule, String hint) {
        return new ShapeException("cross-entropy", List.of(output.type(), target.type()), rule,
                output.emitter().origin(), hint);
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code cross-entropy} as a service. */
    @Component
    @LossName("cross-entropy")
    public static final class Type implements LossType<CrossEntropy> {
        @Override
        public CrossEntropy example() {
            return new CrossEntropy();
        }
    }
}
