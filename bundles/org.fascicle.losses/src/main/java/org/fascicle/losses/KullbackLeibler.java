package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * How far the probabilities of the model are from given ones: {@code Σ t·(ln t − ln p)} over the classes, with
 * {@code 0·ln 0 = 0}, mean over the rows. It is 0 where both agree and never below; it differs from
 * {@code cross-entropy} by the entropy of the target, and has its gradients (Kullback and Leibler: On information and
 * sufficiency, 1951). The mean is PyTorch's {@code batchmean}.
 *
 * <p>in: output [batch…, classes], target the same: probabilities, or their logarithms → out: []
 */
@About("Σ t·(ln t − ln p): how far the model's probabilities are from given ones")
public record KullbackLeibler(
        @About("what the model gives: logits, or the logarithms of probabilities") Form output,
        @About("whether the target has logarithms of probabilities") boolean logTarget,
        @About("mean over the rows, or their sum") Reduction reduction) implements Loss {
    /** What a model gives for each class. */
    public enum Form {
        /** Any numbers z, for the probabilities {@code softmax(z)}. */
        LOGITS,
        /** {@code ln p}, such as {@code log-softmax} gives. */
        LOG_PROBABILITIES
    }

    /** Throws {@link ShapeException} where the target has not the shape of the output, or no classes. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        if (output.rank() == 0 || !target.dtype().isFloating() || !target.shape().equals(output.shape())) {
            throw new ShapeException("kullback-leibler", List.of(output.type(), target.type()),
                    "the target has a probability for each class, in the shape of the output",
                    output.emitter().origin(), "take `cross-entropy` for class numbers");
        }
        int columns = output.size(-1);
        int rows = output.shape().elements() / Math.max(1, columns);
        return Trace.call("kullback-leibler", List.of(output, target.cast(output.dtype())), operands -> {
            Tensor given = operands.get(1).reshape(rows, columns);
            Tensor probability = logTarget ? given.exp() : given;
            Tensor sum = probability.times(logTarget ? given : logarithm(given)).sum()
                    .plus(surprise(operands.get(0).reshape(rows, columns), probability));
            return reduction == Reduction.SUM ? sum : sum.over(rows);
        });
    }

    private Tensor surprise(Tensor output, Tensor probability) {
        return this.output == Form.LOGITS ? Logits.of(output).surprise(probability).sum()
                : probability.times(output).sum().negate();
    }

    /** ln t, and 0 where t is: it is multiplied by t. */
    private static Tensor logarithm(Tensor probability) {
        return Tensor.where(probability.equalTo(probability.scalar(0)), probability.scalar(1), probability).log();
    }

    /** {@code kullback-leibler} as a service. */
    @Component
    @LossName("kullback-leibler")
    public static final class Type implements LossType<KullbackLeibler> {
        @Override
        public KullbackLeibler example() {
            return new KullbackLeibler(Form.LOGITS, false, Reduction.MEAN);
        }
    }
}
