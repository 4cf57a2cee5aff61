package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** Which places of the sequences of a batch are real; others are padding. */
final class Lengths {
    private Lengths() {
    }

    /**
     * The input of the batch that holds the lengths, i32 [batch]; empty where none is named.
     *
     * @param feature its name
     * @param x the sequences [batch, time, …]
     */
    static Optional<Tensor> of(Optional<String> feature, Tensor x, Scope scope) {
        return feature.map(name -> {
            Tensor lengths = scope.input(name);
            boolean column = lengths.rank() == 2 && lengths.size(1) == 1;
            if (lengths.dtype() != DType.I32 || lengths.rank() != 1 && !column || lengths.size(0) != x.size(0)) {
                throw new ShapeException("lengths `" + name + "`", List.of(lengths.type(), x.type()),
                        "it takes i32 [batch], one length for each sequence", scope.path(), "");
            }
            return lengths.reshape(x.size(0));
        });
    }

    /**
     * Whether a place is real, bool [batch, time]; empty where no feature is named.
     *
     * @param feature name of the input of the batch that holds the lengths, i32 [batch], or that says of every place
     *        whether it is real: [batch, time], 0 or not
     * @param x the sequences [batch, time, …]
     */
    static Optional<Tensor> mask(Optional<String> feature, Tensor x, Scope scope) {
        boolean ofPlaces = feature.map(scope::input)
                .filter(given -> given.rank() == 2 && given.size(1) != 1).isPresent();
        if (!ofPlaces) {
            return of(feature, x, scope).map(lengths -> mask(lengths, x.size(1)));
        }
        return feature.map(name -> {
            Tensor mask = scope.input(name);
            if (mask.size(0) != x.size(0) || mask.size(1) != x.size(1)) {
                throw new ShapeException("mask `" + name + "`", List.of(mask.type(), x.type()),
                        "it takes one number for each place of the sequences, or i32 [batch] lengths",
                        scope.path(), "");
            }
            return mask.cast(DType.BOOL);
        });
    }

    private static Tensor mask(Tensor lengths, int time) {
        Tensor place = lengths.iota(TensorType.of(DType.I32, lengths.size(0), time), 1);
        return place.lessThan(lengths.expandDims(-1));
    }

    /** Sequences [batch, time, features] with zeros where they are not real, whatever stood there. */
    static Tensor zeroPadding(Tensor x, Tensor real) {
        return Tensor.where(real.expandDims(-1), x, x.scalar(0));
    }
}
