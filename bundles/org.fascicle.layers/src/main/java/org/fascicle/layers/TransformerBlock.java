package org.fascicle.layers;

import java.util.List;
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
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Self-attention, then two dense layers at each place, each added to what came in (Vaswani et al.: Attention is all you
 * need, 2017): {@code x + attention(norm(x))}, then {@code x + dense(activation(dense(norm(x))))}; with normalisation
 * behind, {@code norm(x + attention(x))} and so on. A causal one is a block of GPT, another one of BERT.
 *
 * <p>in: [batch, time, features] → out: the same
 *
 * <p>Parameters lie under {@code attention}, {@code norm1}, {@code linear1}, {@code linear2} and {@code norm2}.
 */
@About("self-attention, then two dense layers at each place, each added to what came in: a block of GPT or BERT")
public record TransformerBlock(
        @Required @Min(1) @About("number of heads, which share the features") int heads,
        @Required @Min(1) @About("outputs of the first of the two dense layers; often four times the features")
                int hidden,
        @About("what stands between the two dense layers") Activation activation,
        @About("whether a place sees only those up to itself") boolean causal,
        @About("how queries and keys show their places; not at all unless given") Optional<Rotary> rotary,
        @About("whether normalisation comes before attention and dense layers, or behind the sums") Order norm,
        @Min(0) @Max(1) @About("the probability that a number is dropped in training") double dropout,
        @About("the input of the batch that holds the lengths of the sequences, or a mask of their places")
                Optional<String> lengths,
        @Min(0) @About("added to variances, against division by 0") double epsilon,
        @About("whether learned offsets are added in dense layers and normalisation") boolean bias,
        @About("whether learned offsets are added to queries, keys and values") boolean attentionBias,
        @About("first values of the weights") Initializer initializer) implements Layer {
    /** Where normalisation stands. */
    public enum Order {
        /** Before attention and dense layers: trains without warm-up (Xiong et al., 2020). */
        PRE,
        /** Behind the sums, as first published. */
        POST
    }

    /** A block with normalisation first, biases everywhere and no dropout. */
    public TransformerBlock(int heads, int hidden, boolean causal) {
        this(heads, hidden, new Gelu(Gelu.Approximation.EXACT), causal, Optional.empty(), Order.PRE, 0,
                Optional.empty(), 1e-5, true,
                true, new GlorotUniform());
    }

    /** Throws {@link ShapeException} for what is no sequence, or features that do not fit the heads. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Layer attention = new MultiHeadAttention(heads, causal, rotary, lengths, dropout, attentionBias, bias,
                initializer);
        Layer normalization = new LayerNorm(1, epsilon, true, bias);
        Layer drop = new Dropout(dropout);
        if (norm == Order.PRE) {
            Tensor seen = x.plus(scope.apply("dropout1", drop,
                    scope.apply("attention", attention, scope.apply("norm1", normalization, x))));
            return seen.plus(scope.apply("dropout2", drop, dense(scope.apply("norm2", normalization, seen), scope)));
        }
        Tensor seen = scope.apply("norm1", normalization,
                x.plus(scope.apply("dropout1", drop, scope.apply("attention", attention, x))));
        return scope.apply("norm2", normalization,
                seen.plus(scope.apply("dropout2", drop, dense(seen, scope))));
    }

    private Tensor dense(Tensor x, Scope scope) {
        Tensor wide = scope.apply("linear1", new Dense(hidden, activation, bias, initializer, new Zeros()), x);
        Tensor some = scope.apply("dropout", new Dropout(dropout), wide);
        return scope.apply("linear2", new Dense(x.size(-1), new Identity(), bias, initializer, new Zeros()), some);
    }

    /** {@code transformer-block} as a service. */
    @Component
    @LayerName("transformer-block")
    public static final class Type implements LayerType<TransformerBlock> {
        @Override
        public TransformerBlock example() {
            return new TransformerBlock(2, 8, false);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
