package org.fascicle.layers;

import java.util.List;
import java.util.Map;
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
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.MergeLayer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Attention of one sequence to another by several heads: each place of the input {@code query} takes a mean of what the
 * places of the input {@code memory} give, weighted by how well they match (Vaswani et al.: Attention is all you need,
 * 2017); the inputs {@code key} and
 * {@code value} in the place of {@code memory} keep apart what is compared and what is taken. Each head has an equal
 * share of the query's features.
 *
 * <p>in: query [batch, time, features], memory (or key and value) [batch, sources, any] → out: output [batch, time,
 * features]
 *
 * <p>Parameters: {@code weight} and {@code bias} under {@code query}, {@code key}, {@code value} and {@code output}.
 * With lengths, padding of the memory is not looked at.
 */
@About("each place of the query takes a mean of what the places of the memory give, weighted by how well they match")
public record CrossAttention(
        @Required @Min(1) @About("number of heads, which share the features of the query") int heads,
        @About("the input of the batch that holds the lengths of the memory, or a mask of its places")
                Optional<String> lengths,
        @Min(0) @Max(1) @About("the probability that a weight is dropped in training") double dropout,
        @About("whether learned offsets are added to queries, keys and values") boolean bias,
        @About("whether a learned offset is added to the output") boolean outputBias,
        @About("first values of the weights") Initializer initializer) implements MergeLayer {
    /** Attention with biases and without dropout. */
    public CrossAttention(int heads) {
        this(heads, Optional.empty(), 0, true, true, new GlorotUniform());
    }

    @Override
    public List<List<String>> inputs() {
        return List.of(List.of("query", "memory"), List.of("query", "key", "value"));
    }

    /** Throws {@link ShapeException} for what are no sequences, or features that do not fit the heads. */
    @Override
    public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
        Tensor query = Inputs.named("query", inputs, "cross-attention", scope);
        boolean apart = inputs.containsKey("key") && inputs.containsKey("value");
        Tensor keys = Inputs.named(apart ? "key" : "memory", inputs, "cross-attention", scope);
        Tensor values = apart ? inputs.get("value") : keys;
        if (!isMemory(keys, query) || !isMemory(values, query) || keys.size(1) != values.size(1)) {
            throw new ShapeException("cross-attention", List.of(query.type(), keys.type(), values.type()), "it takes a "
                    + "query [batch, time, features] and a memory [batch, sources, any]", scope.path(), "");
        }
        AttentionHeads all = new AttentionHeads("cross-attention", heads, false, Optional.empty(),
                Lengths.mask(lengths, keys, scope), dropout, bias, outputBias, initializer);
        return Map.of(Inputs.OUTPUT, all.apply(query, keys, values, scope));
    }

    private static boolean isMemory(Tensor memory, Tensor query) {
        return memory.rank() == 3 && memory.dtype().isFloating() && query.rank() > 0 && memory.size(0) == query.size(0);
    }

    /** {@code cross-attention} as a service. */
    @Component
    @LayerName("cross-attention")
    public static final class Type implements LayerType<CrossAttention> {
        @Override
        public CrossAttention example() {
            return new CrossAttention(2);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4), TensorType.of(DType.F32, 2, 5, 3));
        }
    }
}
