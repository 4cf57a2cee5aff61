package org.fascicle.layers;

import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** How several tensors become one. */
public enum Join {
    /** One behind the other along the last axis; all other axes agree. */
    CONCATENATE {
        @Override
        boolean fits(Shape one, Shape other) {
            return one.rank() == other.rank() && one.rank() > 0 && one.without(-1).equals(other.without(-1));
        }

        @Override
        Tensor joined(List<Tensor> tensors) {
            return Tensor.concatenate(-1, tensors);
        }
    },
    /** The sum; all shapes agree. */
    ADD {
        @Override
        boolean fits(Shape one, Shape other) {
            return one.equals(other);
        }

        @Override
        Tensor joined(List<Tensor> tensors) {
            return tensors.stream().reduce(Tensor::plus).orElseThrow();
        }
    },
    /** The product, element by element; all shapes agree. */
    MULTIPLY {
        @Override
        boolean fits(Shape one, Shape other) {
            return one.equals(other);
        }

        @Override
        Tensor joined(List<Tensor> tensors) {
            return tensors.stream().reduce(Tensor::times).orElseThrow();
        }
    };

    abstract boolean fits(Shape one, Shape other);

    abstract Tensor joined(List<Tensor> tensors);

    /** The one tensor; throws {@link ShapeException} where one does not fit the first, or none came. */
    Tensor apply(List<Tensor> tensors, String layer, Scope scope) {
        if (tensors.isEmpty()) {
            throw new ShapeException(layer, List.of(), "it takes one input at least", scope.path(), "name its inputs");
        }
        Tensor first = tensors.getFirst();
        if (!tensors.stream().allMatch(other -> other.dtype() == first.dtype() && fits(first.shape(), other.shape()))) {
            throw new ShapeException(layer, tensors.stream().map(Tensor::type).toList(), this == CONCATENATE
                    ? "it takes tensors that differ on the last axis alone" : "it takes tensors of one shape",
                    scope.path(), "give the layers before it fitting outputs");
        }
        return tensors.size() == 1 ? first : joined(tensors);
    }
}
