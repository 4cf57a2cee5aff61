package org.fascicle.tensor;

import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;

/** Matrix products with leading axes. */
final class Products {
    private Products() {
    }

    static Tensor matmul(Tensor left, Tensor right) {
        if (left.rank() < 2 || right.rank() < 2 || left.size(-1) != right.size(-2)
                || left.dtype() != right.dtype()) {
            throw new ShapeException("matrix product", List.of(left.type(), right.type()),
                    "it takes [batch…, m, k] and [batch…, k, n] of one element type", "the inner extents must agree")
                    .at(left.emitter().origin());
        }
        if (right.rank() == 2 && left.rank() > 2) {
            // one tall product is faster than many small ones
            Shape rows = left.shape().range(0, left.rank() - 1);
            Tensor flat = left.reshape(rows.elements(), left.size(-1));
            return dot(flat, right).reshape(rows.followedBy(Shape.of(right.size(-1))));
        }
        Shape batch = batch(left, right);
        return dot(left.broadcastTo(batch.followedBy(left.shape().range(left.rank() - 2, left.rank()))),
                right.broadcastTo(batch.followedBy(right.shape().range(right.rank() - 2, right.rank()))));
    }

    private static Shape batch(Tensor left, Tensor right) {
        try {
            return Broadcasting.common(left.shape().range(0, left.rank() - 2),
                    right.shape().range(0, right.rank() - 2));
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException("matrix product", List.of(left.type(), right.type()),
                    "the axes before the last two must agree, or be 1", "reshape one of them")
                    .at(left.emitter().origin());
        }
    }

    private static Tensor dot(Tensor left, Tensor right) {
        return left.wrap(left.emitter().dot(left.node(), false, right.node(), false));
    }
}
