package org.fascicle.conformance;

import java.util.Map;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** PyTorch's products. */
final class ProductTargets {
    private ProductTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.matmul", Expression.of(ProductTargets::matmul),
                "torch.outer", Expression.of(given -> given.input("input").expandDims(1).times(given.input("vec2"))));
    }

    /** A vector is a row on the left and a column on the right, and that axis goes again. */
    private static Tensor matmul(Given given) {
        Tensor left = given.input("input");
        Tensor right = given.input("other");
        Tensor product = (left.rank() == 1 ? left.expandDims(0) : left)
                .matmul(right.rank() == 1 ? right.expandDims(1) : right);
        Shape shape = product.shape();
        shape = right.rank() == 1 ? shape.without(-1) : shape;
        return product.reshape(left.rank() == 1 ? shape.without(right.rank() == 1 ? -1 : -2) : shape);
    }
}
