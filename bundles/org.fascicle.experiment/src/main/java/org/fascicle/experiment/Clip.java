package org.fascicle.experiment;

import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;

/**
 * The most that the gradients of a step may be: one of {@code norm} and {@code value}.
 *
 * @param norm all gradients are shrunk by one factor until their norm is no larger
 * @param order of the norm: 2, which it is where none is given, for the root of the sum of all squares, 1 for the sum
 *        of all sizes, infinity for the largest size
 * @param value each element is cut to ±value
 */
public record Clip(
        @Min(1e-12) @About("all gradients are shrunk by one factor until their norm is no larger")
        Optional<Double> norm,
        @Min(1) @About("of the norm: 2, the usual one, for the root of the sum of squares, .inf for the largest "
                + "element")
        Optional<Double> order,
        @Min(1e-12) @About("each element of a gradient is cut to this size") Optional<Double> value) {
    public Clip {
        if (norm.isPresent() == value.isPresent()) {
            throw new IllegalArgumentException("clip takes a norm or a value: {norm: 1} or {value: 0.5}");
        }
        if (order.isPresent() && norm.isEmpty()) {
            throw new IllegalArgumentException("order is that of a norm; a value has none");
        }
    }

    /** By the norm of all gradients. */
    public static Clip norm(double norm) {
        return new Clip(Optional.of(norm), Optional.empty(), Optional.empty());
    }

    /** Each element by itself. */
    public static Clip value(double value) {
        return new Clip(Optional.empty(), Optional.empty(), Optional.of(value));
    }
}
