package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Attention;
import org.fascicle.tensor.Tensor;

/**
 * What self-attention and cross-attention have in common: queries, keys and values by heads, the means, and the
 * projection of all heads to the output.
 *
 * @param layer name of the layer, for errors
 * @param heads number of heads, which share the features of the query
 * @param causal whether a place sees only those up to itself
 * @param rotary how queries and keys show their places
 * @param real which places may be looked at: bool [batch, sources]
 * @param dropout probability that a weight is dropped
 * @param bias whether queries, keys and values have offsets
 * @param outputBias whether the output has offsets
 */
record AttentionHeads(String layer, int heads, boolean causal, Optional<Rotary> rotary, Optional<Tensor> real,
        double dropout, boolean bias, boolean outputBias, Initializer initializer) {
    /**
     * Attention of a sequence to another, or to itself.
     *
     * @param x what asks: [batch, places, features]
     * @param keys what is compared with it: [batch, sources, …]
     * @param values what is taken: [batch, sources, …]
     */
    Tensor apply(Tensor x, Tensor keys, Tensor values, Scope scope) {
        check(x, scope);
        int features = x.size(-1);
        Tensor query = rotated(split(project("query", x, features, bias, scope)), scope);
        Tensor key = rotated(split(project("key", keys, features, bias, scope)), scope);
        Tensor value = split(project("value", values, features, bias, scope));
        // a cache holds all places so far, and the mask says how many they are
        Optional<Continuation> continuation = causal ? scope.continuation() : Optional.empty();
        Optional<Tensor> visible = continuation.isPresent() ? Optional.of(soFar(continuation.get(), x.size(1)))
                : real.map(given -> given.reshape(x.size(0), 1, 1, keys.size(1)));
        Tensor allKeys = continuation.map(past -> remember("keys", key, past, scope)).orElse(key);
        Tensor allValues = continuation.map(past -> remember("values", value, past, scope)).orElse(value);
        Attention attention = Attention.ofSize(features / heads, causal && continuation.isEmpty());
        Tensor means;
        if (scope.training() && dropout > 0) {
            Tensor weights = attention.weights(query, allKeys, visible);
            means = scope.apply("dropout", new Dropout(dropout), weights).matmul(allValues);
        } else {
            means = attention.apply(query, allKeys, allValues, visible);
        }
        scope.observe("weights", attention.weights(query, allKeys, visible));
        return project("output", means.transpose(0, 2, 1, 3).reshape(x.shape()), features, outputBias, scope);
    }

    private void check(Tensor x, Scope scope) {
        int share = rotary.isPresent() ? 2 * heads : heads;
        if (x.rank() != 3 || !x.dtype().isFloating() || x.size(-1) % share != 0) {
            throw new ShapeException(layer, List.of(x.type()), "it takes floating [batch, time, features] whose "
                    + "features can be dealt out to " + heads + " heads" + (rotary.isPresent() ? " in pairs" : ""),
                    scope.path(), "let heads divide the features");
        }
    }

    private Tensor project(String name, Tensor x, int features, boolean offset, Scope scope) {
        return scope.apply(name, new Dense(features, new Identity(), offset, initializer, new Zeros()), x);
    }

    private Tensor rotated(Tensor x, Scope scope) {
        return rotary.map(turn -> turn.apply(x, scope.continuation())).orElse(x);
    }

    /** [batch, time, features] → [batch, heads, time, size]. */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(0, 2, 1, 3);
    }

    /** The state [batch, heads, length, size], with this piece at its place. */
    private static Tensor remember(String name, Tensor piece, Continuation past, Scope scope) {
        if (piece.size(2) > past.length()) {
            throw new ShapeException("key-value cache", List.of(piece.type()), "it holds " + past.length() + " places",
                    scope.path(), "feed shorter pieces, or let the sequence be longer");
        }
        Tensor state = scope.state(name, piece.shape().with(2, past.length()), new Zeros());
        Tensor zero = past.position().scalar(0).reshape(1);
        Tensor starts = Tensor.concatenate(0, List.of(zero, zero, past.position().reshape(1), zero));
        Tensor all = state.dynamicUpdate(piece, starts);
        scope.update(name, all);
        return all;
    }

    /** Whether a place of the cache is not behind a place of this piece: bool [1, 1, places, length]. */
    private static Tensor soFar(Continuation past, int places) {
        TensorType grid = new TensorType(DType.I32, Shape.of(1, 1, places, past.length()));
        Tensor own = past.position().iota(grid, 2).plus(past.position());
        return past.position().iota(grid, 3).atMost(own);
    }
}
