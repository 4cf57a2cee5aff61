package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Continuation;
import org.fascicle.tensor.Tensor;

/**
 * Positions as rotations: pair i of the features at place t turns by the angle {@code t · base^(−2i/size)}, so that the
 * product of a query and a key depends on how far apart they are (Su et al.: RoFormer: enhanced transformer with rotary
 * position embedding, 2021).
 *
 * <p>in: [batch, heads, time, size], size even → out: the same
 */
@About("positions as rotations of queries and keys")
public record Rotary(
        @Min(1) @About("how much slower the slowest pair turns than the fastest") double base,
        @About("which features are a pair: neighbours, as first published, or halves, as in LLaMA") Pairs pairs) {
    /** Which features are a pair. */
    public enum Pairs {
        /** 2i and 2i + 1. */
        NEIGHBOURS,
        /** i and i + size / 2. */
        HALVES
    }

    /** The usual base, and pairs of halves. */
    public Rotary() {
        this(10_000, Pairs.HALVES);
    }

    /** The rotated features; {@code past} says how many places came before the first. */
    public Tensor apply(Tensor x, Optional<Continuation> past) {
        int waves = x.size(-1) / 2;
        Tensor angles = Positions.angles(x, 2, base, past);
        boolean neighbours = pairs == Pairs.NEIGHBOURS;
        Tensor a = neighbours ? x.slice(-1, 0, 2 * waves, 2) : x.slice(-1, 0, waves);
        Tensor b = neighbours ? x.slice(-1, 1, 2 * waves, 2) : x.slice(-1, waves, 2 * waves);
        Tensor first = a.times(angles.cos()).minus(b.times(angles.sin()));
        Tensor second = a.times(angles.sin()).plus(b.times(angles.cos()));
        return neighbours
                ? Tensor.concatenate(-1, List.of(first.expandDims(-1), second.expandDims(-1))).reshape(x.shape())
                : Tensor.concatenate(-1, List.of(first, second));
    }
}
