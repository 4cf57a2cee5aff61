package org.fascicle.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.op.Window;
import org.fascicle.tensor.Tensor;

/** What stands in the padding around an image. */
public enum Border {
    /** Zeros. */
    ZEROS {
        @Override
        Tensor around(Tensor x, int axis, int before, int behind) {
            return x.pad(axis, before, behind, 0);
        }
    },
    /** The image mirrored at its first and last places, which are not repeated: {@code c b | a b c | b a}. */
    REFLECT {
        @Override
        Tensor around(Tensor x, int axis, int before, int behind) {
            int extent = x.size(axis);
            int most = Math.max(before, behind);
            if (most >= extent) {
                throw narrow(x, "an axis of " + extent + " is mirrored by at most " + (extent - 1) + " places, not by "
                        + most);
            }
            return joined(axis, x.slice(axis, 1, 1 + before).reverse(axis), x,
                    x.slice(axis, extent - 1 - behind, extent - 1).reverse(axis));
        }
    },
    /** The first and the last place repeated: {@code a a | a b c | c c}. */
    REPLICATE {
        @Override
        Tensor around(Tensor x, int axis, int before, int behind) {
            int extent = x.size(axis);
            return joined(axis, x.slice(axis, 0, 1).broadcastTo(x.shape().with(axis, before)), x,
                    x.slice(axis, extent - 1, extent).broadcastTo(x.shape().with(axis, behind)));
        }
    },
    /** The image again: {@code b c | a b c | a b}. */
    CIRCULAR {
        @Override
        Tensor around(Tensor x, int axis, int before, int behind) {
            int extent = x.size(axis);
            int most = Math.max(before, behind);
            if (most > extent) {
                throw narrow(x, "an axis of " + extent + " goes round by at most its extent, not by " + most);
            }
            return joined(axis, x.slice(axis, extent - before, extent), x, x.slice(axis, 0, behind));
        }
    };

    abstract Tensor around(Tensor x, int axis, int before, int behind);

    /** An input {@code [batch, spatial…, channels]} surrounded as far as a window asks. */
    Tensor around(Tensor x, Window window) {
        Tensor wide = x;
        for (int axis = 0; axis < window.rank(); axis++) {
            wide = around(wide, axis + 1, window.low().get(axis), window.high().get(axis));
        }
        return wide;
    }

    /** The same window for an input that is surrounded already. */
    static Window without(Window window) {
        List<Integer> nothing = Collections.nCopies(window.rank(), 0);
        return new Window(window.sizes(), window.strides(), nothing, nothing, window.dilations());
    }

    private static ShapeException narrow(Tensor x, String rule) {
        return new ShapeException("border", List.of(x.type()), rule, "take less padding, or the border zeros")
                .at(x.emitter().origin());
    }

    private static Tensor joined(int axis, Tensor... parts) {
        List<Tensor> some = new ArrayList<>(List.of(parts));
        some.removeIf(part -> part.size(axis) == 0);
        return some.size() == 1 ? some.getFirst() : Tensor.concatenate(axis, some);
    }
}
