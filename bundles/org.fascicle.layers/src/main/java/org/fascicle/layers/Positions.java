package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Continuation;
import org.fascicle.tensor.Tensor;

/** What the places of a sequence stand for, of whole sequences and of pieces. */
final class Positions {
    private Positions() {
    }

    /** The rows of a table [length, features] for the places of a piece. */
    static Tensor rows(Tensor table, Continuation past, int places) {
        Tensor start = past.position().reshape(1);
        return table.dynamicSlice(Tensor.concatenate(0, List.of(start, start.scalar(0).reshape(1))),
                Shape.of(places, table.size(1)));
    }

    /**
     * {@code t · base^(−2i/features)} for place t and wave i: [time, waves].
     *
     * @param x its last axis are the features
     * @param axis which of its axes is time
     */
    static Tensor angles(Tensor x, int axis, double base, Optional<Continuation> past) {
        int features = x.size(-1);
        int waves = Math.ceilDiv(features, 2);
        Tensor place = x.iota(TensorType.of(DType.I32, x.size(axis), 1), 0);
        Tensor t = past.map(before -> place.plus(before.position())).orElse(place).cast(x.dtype());
        DoubleStream frequencies = IntStream.range(0, waves)
                .mapToDouble(i -> StrictMath.pow(base, -2.0 * i / features));
        return t.times(x.constant(x.type().with(Shape.of(waves)), frequencies.boxed().toList()));
    }
}
