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
 * Surprise at yes and no, from logits, each column for itself: {@code −w·t·ln σ(z) − (1 − t)·ln σ(−z)}, mean over all
 * numbers, with w the weight of yes in the column; its derivative for w = 1 is {@code σ(z) − t} over their number.
 * Nothing overflows; an untrained model starts near ln 2 (Cox: The regression analysis of binary sequences, 1958; the
 * form without overflow is PyTorch's).
 *
 * <p>in: output [batch…, columns], target the same, between 0 and 1, or integer class numbers [batch…], which become
 * columns with a 1 at the class (numbers themselves where there is one column) → out: []
 */
@About("−ln of the probability given to yes or to no, from logits, each column for itself")
public record BinaryCrossEntropy(
        @Min(0) @About("what a yes counts in each column, a no counting 1; one weight holds for all columns; "
                + "empty: 1") List<Double> positiveWeights,
        @About("mean over all numbers, or their sum") Reduction reduction) implements Loss {
    public BinaryCrossEntropy {
        positiveWeights = List.copyOf(positiveWeights);
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
            // −ln σ(z) = ln(1 + e⁻ᶻ) and −ln σ(−z) = z + ln(1 + e⁻ᶻ)
            Tensor yes = Logits.softplus(z.negate());
            Tensor weight = positiveWeights.isEmpty() ? z.scalar(1) : weights(z).minus(1).times(t).plus(1);
            Tensor surprise = t.negate().plus(1).times(z).plus(weight.times(yes));
            return reduction == Reduction.MEAN ? surprise.mean() : surprise.sum();
        });
    }

    private Tensor weights(Tensor z) {
        return positiveWeights.size() == 1 ? z.scalar(positiveWeights.getFirst())
                : z.constant(TensorType.of(z.dtype(), positiveWeights.size()), positiveWeights);
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
