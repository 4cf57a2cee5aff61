package org.fascicle.layers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Gelu;
import org.fascicle.activations.Identity;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.MergeLayer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * A decoder's block (Vaswani et al.: Attention is all you need, 2017): causal self-attention of the input {@code
 * query}, attention to the input {@code memory}, then two dense layers at each place, each added to what came in.
 *
 * <p>in: query [batch, time, features], memory [batch, sources, any] → out: output [batch, time, features]
 *
 * <p>Parameters lie under {@code attention}, {@code crossAttention}, {@code linear1}, {@code linear2} and {@code norm1}
 * to {@code norm3}.
 */
@About("causal self-attention, attention to a memory, then two dense layers: a block of a translator's decoder")
public record TransformerDecoder(
        @Required @Min(1) @About("number of heads, which share the features") int heads,
        @Required @Min(1) @About("outputs of the first of the two dense layers; often four times the features")
                int hidden,
        @About("what stands between the two dense layers") Activation activation,
        @About("whether normalisation comes before attention and dense layers, or behind the sums")
                TransformerBlock.Order norm,
        @Min(0) @Max(1) @About("the probability that a number is dropped in training") double dropout,
        @About("the input of the batch that holds the lengths of the memory, or a mask of its places")
                Optional<String> memoryLengths,
        @Min(0) @About("added to variances, against division by 0") double epsilon,
        @About("whether learned offsets are added everywhere") boolean bias,
        @About("first values of the weights") Initializer initializer) implements MergeLayer {
    /** A block with normalisation first, biases and no dropout. */
    public TransformerDecoder(int heads, int hidden) {
        this(heads, hidden, new Gelu(Gelu.Approximation.EXACT), TransformerBlock.Order.PRE, 0, Optional.empty(), 1e-5,
                true, new GlorotUniform());
    }

    @Override
    public List<List<String>> inputs() {
        return List.of(List.of("query", "memory"));
    }

    /** Throws {@link ShapeException} for what are no sequences, or features that do not fit the heads. */
    @Override
    public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
        Tensor memory = Inputs.named("memory", inputs, "transformer-decoder", scope);
        Layer self = new MultiHeadAttention(heads, true, Optional.empty(), Optional.empty(), dropout, bias, bias,
                initializer);
        Tensor x = Inputs.named("query", inputs, "transformer-decoder", scope);
        Tensor own = added(1, x, "attention", self, scope);
        MergeLayer cross = new CrossAttention(heads, memoryLengths, dropout, bias, bias, initializer);
        Tensor seen = added(2, own, "crossAttention",
                (y, at) -> cross.apply(Map.of("query", y, "memory", memory), at).get(Inputs.OUTPUT), scope);
        return Map.of(Inputs.OUTPUT, added(3, seen, "dense", (y, _) -> dense(y, scope), scope));
    }

    /** The sum of x and what a part makes of it, normalised before or behind. */
    private Tensor added(int number, Tensor x, String name, Layer part, Scope scope) {
        Layer normalization = new LayerNorm(1, epsilon, true, bias);
        boolean before = norm == TransformerBlock.Order.PRE;
        Tensor given = before ? scope.apply("norm" + number, normalization, x) : x;
        Tensor change = scope.apply("dropout" + number, new Dropout(dropout), scope.apply(name, part, given));
        Tensor sum = x.plus(change);
        return before ? sum : scope.apply("norm" + number, normalization, sum);
    }

    private Tensor dense(Tensor x, Scope scope) {
        Tensor wide = scope.apply("linear1", new Dense(hidden, activation, bias, initializer, new Zeros()), x);
        Tensor some = scope.apply("dropout", new Dropout(dropout), wide);
        return scope.apply("linear2", new Dense(x.size(-1), new Identity(), bias, initializer, new Zeros()), some);
    }

    /** {@code transformer-decoder} as a service. */
    @Component
    @LayerName("transformer-decoder")
    public static final class Type implements LayerType<TransformerDecoder> {
        @Override
        public TransformerDecoder example() {
            return new TransformerDecoder(2, 8);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4), TensorType.of(DType.F32, 2, 5, 3));
        }
    }
}
