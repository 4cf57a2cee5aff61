package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * {@code yᵢ = Π xⱼ} over {@code j ≤ i} along an axis.
 *
 * @param axis the axis
 */
public record CumulativeProduct(int axis) implements Cumulative {
    @Override
    public String name() {
        return "cumulative-product";
    }

    @Override
    public String attributes() {
        return "axis=" + axis;
    }

    /**
     * {@code dxₖ = Σ dyᵢ Π xⱼ} over {@code i ≥ k} and {@code j ≤ i, j ≠ k}: the products with each factor left out in
     * turn, so that zeros need no special case. It takes memory for the extent of the axis squared.
     */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Shape shape = node.shape();
        int size = shape.size(axis);
        // one row for each factor that is left out: […, left out, axis, …]
        Shape square = shape.inserting(axis, size);
        Shape row = shape.inserting(axis, 1);
        Node all = e.broadcast(e.reshape(node.operand(0), row), square);
        TensorType places = new TensorType(DType.I32, square);
        Node leftOut = e.emit(new Iota(places, axis));
        Node place = e.emit(new Iota(places, axis + 1));
        TensorType type = node.type().with(square);
        Node others = e.select(e.emit(new Compare(Comparison.EQUAL), leftOut, place), e.constant(type, 1), all);
        Node products = e.emit(new CumulativeProduct(axis + 1), others);
        Node cotangent = e.broadcast(e.reshape(pullback.cotangent(), row), square);
        Node reached = e.emit(new Compare(Comparison.GREATER_OR_EQUAL), place, leftOut);
        Node terms = e.select(reached, e.multiply(products, cotangent), e.constant(type, 0));
        pullback.add(0, e.reshape(e.sum(terms, List.of(axis + 1)), shape));
    }
}
