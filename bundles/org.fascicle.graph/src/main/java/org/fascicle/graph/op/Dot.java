package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Matrix product, batched over equal leading axes: (T {@code [batch…, m, k]}, T {@code [batch…, k, n]}) →
 * T {@code [batch…, m, n]}. With these two flags the gradients are products of the same form.
 *
 * @param transposeLeft the left operand is stored {@code [batch…, k, m]}
 * @param transposeRight the right operand is stored {@code [batch…, n, k]}
 */
public record Dot(boolean transposeLeft, boolean transposeRight) implements Op {
    @Override
    public String name() {
        return "dot";
    }

    @Override
    public String attributes() {
        return (transposeLeft ? "left=transposed" : "") + (transposeLeft && transposeRight ? " " : "")
                + (transposeRight ? "right=transposed" : "");
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        boolean fits = operands.size() == 2 && operands.get(0).dtype() == operands.get(1).dtype()
                && operands.get(0).dtype().isFloating() && operands.get(0).shape().rank() >= 2
                && operands.get(0).shape().rank() == operands.get(1).shape().rank();
        if (fits) {
            Shape left = operands.get(0).shape();
            Shape right = operands.get(1).shape();
            Shape batch = left.range(0, left.rank() - 2);
            fits = batch.equals(right.range(0, left.rank() - 2))
                    && left.size(transposeLeft ? -2 : -1) == right.size(transposeRight ? -1 : -2);
            if (fits) {
                return List.of(operands.get(0).with(batch.followedBy(
                        Shape.of(left.size(transposeLeft ? -1 : -2), right.size(transposeRight ? -2 : -1)))));
            }
        }
        throw new ShapeException("matrix product", operands, "it takes [batch…, m, k] and [batch…, k, n]"
                + (attributes().isEmpty() ? "" : " (" + attributes() + ")"), "the inner extents must agree");
    }

    /** For {@code C = A·B}: {@code dA = dC·Bᵀ, dB = Aᵀ·dC}, each in the order that the operand is stored in. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node left = node.operand(0);
        Node right = node.operand(1);
        Node cotangent = pullback.cotangent();
        pullback.add(0, transposeLeft ? e.dot(right, transposeRight, cotangent, true)
                : e.dot(cotangent, false, right, !transposeRight));
        pullback.add(1, transposeRight ? e.dot(cotangent, true, left, transposeLeft)
                : e.dot(left, !transposeLeft, cotangent, false));
    }
}
