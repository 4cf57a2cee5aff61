package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Self-attention by several heads: each place of a sequence takes a mean of what all places give, weighted by how well
 * they match, {@code softmax(Q·Kᵀ / √size) · V} (Vaswani et al.: Attention is all you need, 2017). Each head has an
 * equal share of the features.
 *
 * <p>in: [batch, time, features] → out: the same
 *
 * <p>Parameters: {@code weight} [features, features] and {@code bias} [features] under {@code query}, {@code key},
 * {@code value} and {@code output}. The weights of the heads can be observed as {@code weights} [batch, heads, time,
 * time].
 *
 * <p>With lengths or a mask, padding is not looked at. Where a sequence comes piece by piece a causal one keeps the
 * keys and values of the places before as the states {@code keys} and {@code values} [batch, heads, length, size].
 */
@About("each place of a sequence takes a mean of what all places give, weighted by how well they match")
public record MultiHeadAttention(
        @Required @Min(1) @About("number of heads, which share the features") int heads,
        @About("whether a place sees only those up to itself") boolean causal,
        @About("how queries and keys show their places; not at all unless given") Optional<Rotary> rotary,
        @About("the input of the batch that holds the lengths of the sequences, or a mask of their places")
                Optional<String> lengths,
        @Min(0) @Max(1) @About("the probability that a weight is dropped in training") double dropout,
        @About("whether learned offsets are added to queries, keys and values") boolean bias,
        @About("whether a learned offset is added to the output") boolean outputBias,
        @About("first values of the weights") Initializer initializer) implements Layer {
    /** Attention with biases and without dropout. */
    public MultiHeadAttention(int heads, boolean causal) {
        this(heads, causal, Optional.empty(), Optional.empty(), 0, true, true, new GlorotUniform());
    }

    /** Throws {@link ShapeException} for what is no sequence, or features that do not fit the heads. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!causal && scope.continuation().isPresent()) {
            throw new ShapeException("multi-head-attention", List.of(x.type()), "its places see those behind them, so "
                    + "a sequence cannot come piece by piece", scope.path(),
                    "make it causal, or give it whole sequences");
        }
        return new AttentionHeads("multi-head-attention", heads, causal, rotary,
                Lengths.mask(lengths, x, scope), dropout, bias, outputBias, initializer).apply(x, x, x, scope);
    }

    /** {@code multi-head-attention} as a service. */
    @Component
    @LayerName("multi-head-attention")
    public static final class Type implements LayerType<MultiHeadAttention> {
        @Override
        public MultiHeadAttention example() {
            return new MultiHeadAttention(2, false);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
