package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A convolution or one of its two derivatives: three bilinear operations of x {@code [batch, spatial…, in]}, weight
 * {@code [window…, in / groups, out]} and y {@code [batch, positions…, out]}, each of which has its gradients in the
 * other two. Group g joins the in-channels and out-channels of its number.
 */
@ProviderType
public sealed interface Convolving extends Op permits Convolution, ConvolutionDataGradient,
        ConvolutionWeightGradient {
    /** How the window moves. */
    Window window();

    /** How many independent convolutions lie side by side on the channels, at least 1. */
    int groups();

    @Override
    default String attributes() {
        return window() + " groups=" + groups();
    }

    /** Throws unless x, weight and y belong together. */
    default void check(List<TensorType> operands, Shape x, Shape weight, Shape y) {
        int rank = window().rank();
        boolean fits = x.rank() == rank + 2 && weight.rank() == rank + 2 && y.rank() == rank + 2
                && operands.getFirst().dtype().isFloating() && operands.getFirst().dtype() == operands.getLast().dtype()
                && weight.range(0, rank).sizes().equals(window().sizes()) && groups() >= 1
                && x.size(-1) == weight.size(-2) * groups() && weight.size(-1) % groups() == 0
                && window().fits(x) && y.equals(window().output(x, weight.size(-1)));
        if (!fits) {
            throw new ShapeException(name(), operands, "it takes x [batch, spatial…, in], weight [window…, in / "
                    + groups() + ", out] and y [batch, positions…, out] with " + window(),
                    "the channels must agree, and the window must fit into the padded input");
        }
    }
}
