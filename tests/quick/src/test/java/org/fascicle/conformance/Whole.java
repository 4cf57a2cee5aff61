package org.fascicle.conformance;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;

/** Whole numbers as tensors. */
final class Whole {
    private Whole() {
    }

    /** One number: i32 []. */
    static Tensor number(Tensor any, int value) {
        return any.constant(TensorType.of(DType.I32), value);
    }

    /** Numbers in a row: i32 [n]. */
    static Tensor numbers(Tensor any, IntStream values) {
        List<Double> list = values.mapToObj(value -> (double) value).toList();
        return any.constant(TensorType.of(DType.I32, list.size()), list);
    }
}
