package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Surprise at yes and no, each column for itself: {@code −w·t·ln p − (1 − t)·ln(1 − p)}, mean over all numbers, with w
 * the weight of yes in the column and {@code p = σ(z)} for logits z; its derivative by z for w = 1 is {@code σ(z) − t}
 * over their number. From logits nothing overflows; an untrained model starts near ln 2 (Cox: The regression analysis
 * of binary sequences, 1958; the form without overflow is PyTorch's). Of probabilities, such as a sigmoid gives, no
 * logarithm counts as less than −100, as in PyTorch; a sigmoid that is left out learns better.
 *
 * <p>in: output [batch…, columns], target the same, between 0 and 1, or integer class numbers [batch…], which become
 * columns with a 1 at the class (numbers themselves where there is one column) → out: []
 */
@About("−ln of the probability given to yes or to no, each column for itself; from logits by default")
public record BinaryCrossEntropy(
        @Min(0) @About("what a yes counts in each column, a no counting 1; one weight holds for all columns; "
                + "empty: 1") List<Double> positiveWeights,
        @About("mean over all numbers, or their sum") Reduction reduction,
        @About("whether the model gives logits or probabilities") Input input) implements Loss {
    private static final double LEAST = -100;

    /** What the model gives. */
    public enum Input {
        /** Any number; a sigmoid makes a probability of it. */
        LOGITS,
        /** From 0 to 1. */
        PROBABILITIES
    }

    public BinaryCrossEntropy {
        positiveWeights = List.copyOf(positiveWeights);
    }

    /** From logits. */
    public BinaryCrossEntropy(List<Double> positiveWeights, Reduction reduction) {
        this(positiveWeights, reduction, Input.LOGITS);
    }

    /** Throws {@link ShapeException} where the target or the weights do not fit the output. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        Tensor values = Targets.values("binary-cross-entropy", output, target);
        int columns = output.rank() == 0 ? 1 : output.size(-1);
        if (positiveWeights.size() > 1 && positiveWeights.size() != columns) {
            throw new ShapeException("binary-cross-entropy", List.of(output.type(), target.type()),
                    "there are " + positiveWeights.size() + " weights of yes", output.emitter().origin(),
                    "give " + columns + ", one for each column, or a single one");
        }
        return Trace.call("binary-cross-entropy", List.of(output, values), operands -> {
            Tensor z = operands.get(0);
            Tensor t = operands.get(1);
            Tensor surprise = input == Input.LOGITS ? ofLogits(z, t) : ofProbabilities(z, t);
            return reduction == Reduction.MEAN ? surprise.mean() : surprise.sum();
        });
    }

    /** {@code −ln σ(z) = ln(1 + e⁻ᶻ)} and {@code −ln σ(−z) = z + ln(1 + e⁻ᶻ)}. */
    private Tensor ofLogits(Tensor z, Tensor t) {
        Tensor yes = Logits.softplus(z.negate());
        Tensor weight = positiveWeights.isEmpty() ? z.scalar(1) : weights(z).minus(1).times(t).plus(1);
        return t.negate().plus(1).times(z).plus(weight.times(yes));
    }

    private Tensor ofProbabilities(Tensor p, Tensor t) {
        Tensor yes = positiveWeights.isEmpty() ? log(p) : log(p).times(weights(p));
        return yes.times(t).plus(log(p.negate().plus(1)).times(t.negate().plus(1))).negate();
    }

    /** The logarithm of what is above 0, and no slope elsewhere, so that a wrong certainty is finite. */
    private static Tensor log(Tensor p) {
        Tensor possible = p.greaterThan(0);
        return Tensor.where(possible, Tensor.where(possible, p, p.scalar(1)).log(), p.scalar(LEAST)).maximum(LEAST);
    }

    private Tensor weights(Tensor z) {
        return positiveWeights.size() == 1 ? z.scalar(positiveWeights.getFirst())
                : z.constant(TensorType.of(z.dtype(), positiveWeights.size()), positiveWeights);
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code binary-cross-entropy} as a service. */
    @Component
    @LossName("binary-cross-entropy")
    public static final class Type implements LossType<BinaryCrossEntropy> {
        @Override
        public BinaryCrossEntropy example() {
            return new BinaryCrossEntropy(List.of(), Reduction.MEAN);
        }
    }
}
