package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** Values at places along an axis: a gather of single elements by their numbers. */
final class Selection {
    private Selection() {
    }

    static Tensor takeAlong(Tensor x, Tensor indices, int axis) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            order.add(i);
        }
        Collections.swap(order, x.shape().axis(axis), x.rank() - 1);
        int[] exchange = order.stream().mapToInt(Integer::intValue).toArray();
        // with the axis last, an element's number is its row times the extent, plus its place
        Tensor rows = x.transpose(exchange);
        Tensor places = indices.transpose(exchange);
        Shape shape = places.shape();
        int count = shape.range(0, shape.rank() - 1).elements();
        Tensor row = places.iota(TensorType.of(DType.I32, count, shape.size(-1)), 0);
        Tensor numbers = row.times(rows.size(-1)).plus(places.reshape(count, shape.size(-1)));
        return rows.reshape(rows.shape().elements()).gather(numbers).reshape(shape).transpose(exchange);
    }
}
