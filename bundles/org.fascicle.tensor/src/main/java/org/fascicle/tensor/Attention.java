package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * Scaled dot-product attention (Vaswani et al.: Attention is all you need, 2017): each query takes a mean of the
 * values, weighted by how well their keys match it, {@code softmax(Q·Kᵀ · scale) · V}.
 *
 * <p>query: [batch…, places, size], key: [batch…, sources, size], value: [batch…, sources, width] → [batch…, places,
 * width]
 *
 * @param scale what the products are multiplied with, such as 1/√size
 * @param causal whether place i sees only the sources up to i
 */
public record Attention(double scale, boolean causal) {
    /** Stands for −∞: its exponential is 0, and where all is hidden nothing becomes NaN. */
    private static final double HIDDEN = -1e30;

    /** Attention over all sources, scaled by 1/√size. */
    public static Attention ofSize(int size, boolean causal) {
        return new Attention(1 / Math.sqrt(size), causal);
    }

    /**
     * The weighted means.
     *
     * @param mask broadcast to [batch…, places, sources]: bool says which source a place may see, and a place that sees
     *        none takes the plain mean; floating numbers are added to the scores
     */
    public Tensor apply(Tensor query, Tensor key, Tensor value, Optional<Tensor> mask) {
        List<Tensor> operands = new ArrayList<>(List.of(query, key, value));
        mask.ifPresent(operands::add);
        String name = (causal ? "causal-" : "") + (mask.isPresent() ? "masked-attention" : "attention");
        return Trace.call(name, operands, tensors -> weights(tensors.get(0), tensors.get(1),
                tensors.size() > 3 ? Optional.of(tensors.get(3)) : Optional.empty()).matmul(tensors.get(2)));
    }

    /** How much each place takes of each source: [batch…, places, sources], which sum to 1. */
    public Tensor weights(Tensor query, Tensor key, Optional<Tensor> mask) {
        Tensor scores = query.times(scale).matmul(key.swapAxes(-1, -2));
        Tensor masked = mask.map(given -> given.dtype() == DType.BOOL ? hide(scores, given) : scores.plus(given))
                .orElse(scores);
        return (causal ? hide(masked, before(masked)) : masked).softmax(-1);
    }

    /** Whether a source is not behind a place: bool [places, sources]. */
    private static Tensor before(Tensor scores) {
        TensorType square = new TensorType(DType.I32, Shape.of(scores.size(-2), scores.size(-1)));
        return scores.iota(square, 1).atMost(scores.iota(square, 0));
    }

    private static Tensor hide(Tensor scores, Tensor visible) {
        return Tensor.where(visible, scores, scores.scalar(HIDDEN));
    }
}
