package org.fascicle.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.initializers.Ones;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Each channel with mean 0 and variance 1 over the batch, then scaled and moved by what is learned: {@code y = (x − μ)
 * / √(σ² + ε) · weight + bias} (Ioffe and Szegedy: Batch normalization, 2015). Channels are the last axis; the
 * statistics are over all others.
 *
 * <p>in: [batch, …, channels] → out: the same
 *
 * <p>What is computed is {@code (x − c) · s + ((c − μ) · s + bias)} with {@code s = weight / √(σ² + ε)} and {@code σ² =
 * mean((x − c)²) − (μ − c)²}, where c is μ without a derivative. It is the same for any c, and at this one nothing is
 * added; but its derivatives by μ and σ² are found from two sums over all elements instead of five.
 *
 * <p>In training μ and σ² are those of the batch, σ² divided by n, and the running ones follow as in PyTorch: {@code
 * running ← (1 − momentum) · running + momentum · batch}, where the variance is divided by n − 1. A batch with one
 * value for each channel leaves the running variance alone. Outside training the running ones are used.
 */
@About("each channel with mean 0 and variance 1 over the batch, then scaled and moved by what is learned")
public record BatchNorm(
        @Min(0) @Max(1) @About("how much of the running statistics each batch replaces") double momentum,
        @Min(0) @About("added to the variance, against division by 0") double epsilon,
        @About("whether a scale and an offset are learned for each channel") boolean affine,
        @About("whether statistics are kept for use outside training; if not, those of the batch are used there too")
                boolean runningStatistics) implements Layer {
    /** The usual one. */
    public BatchNorm() {
        this(0.1, 1e-5, true, true);
    }

    /** Throws {@link ShapeException} for an input without channels or of a type that is not floating. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() < 2 || !x.dtype().isFloating()) {
            throw new ShapeException("batch-norm", List.of(x.type()), "it takes floating [batch, …, channels]",
                    scope.path(), "give each example an axis of channels");
        }
        Shape channels = Shape.of(x.size(-1));
        Tensor mean;
        Tensor variance;
        if (runningStatistics && !scope.training()) {
            mean = scope.state("runningMean", channels, new Zeros());
            variance = scope.state("runningVariance", channels, new Ones());
        } else {
            int[] axes = IntStream.range(0, x.rank() - 1).toArray();
            mean = x.meanKeeping(axes).reshape(channels);
            Tensor centre = Trace.stopGradient(mean);
            variance = x.minus(centre).square().meanKeeping(axes).reshape(channels).minus(mean.minus(centre).square());
            if (runningStatistics) {
                follow(scope, mean, variance, x.shape().elements() / Math.max(1, x.size(-1)));
            }
        }
        List<Tensor> operands = new ArrayList<>(List.of(x, mean, variance));
        if (affine) {
            operands.add(scope.parameter("weight", channels, new Ones()));
            operands.add(scope.parameter("bias", channels, new Zeros()));
        }
        return Trace.call("batch-norm", operands, tensors -> {
            Tensor centre = Trace.stopGradient(tensors.get(1));
            Tensor deviation = tensors.get(2).plus(epsilon).sqrt();
            Tensor scale = affine ? tensors.get(3).over(deviation) : deviation.reciprocal();
            Tensor moved = centre.minus(tensors.get(1)).times(scale);
            return tensors.get(0).minus(centre).times(scale).plus(affine ? moved.plus(tensors.get(4)) : moved);
        });
    }

    private void follow(Scope scope, Tensor mean, Tensor variance, int count) {
        Tensor runningMean = scope.state("runningMean", mean.shape(), new Zeros());
        Tensor runningVariance = scope.state("runningVariance", mean.shape(), new Ones());
        scope.update("runningMean", runningMean.times(1 - momentum).plus(mean.times(momentum)));
        if (count > 1) {
            double unbiased = momentum * count / (count - 1);
            scope.update("runningVariance", runningVariance.times(1 - momentum).plus(variance.times(unbiased)));
        }
    }

    /** {@code batch-norm} as a service. */
    @Component
    @LayerName("batch-norm")
    public static final class Type implements LayerType<BatchNorm> {
        @Override
        public BatchNorm example() {
            return new BatchNorm();
        }
    }
}
