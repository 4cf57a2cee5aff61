package org.fascicle.layers;

import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.op.Window;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/**
 * What convolutions of every rank have in common: {@code y = activation(x ∗ W + b)}.
 *
 * @param sliding how the window moves
 * @param border what stands in the padding
 * @param count number of filters
 * @param groups how many convolutions lie side by side on the channels
 */
record Filters(Sliding sliding, Border border, int count, int groups, Activation activation, boolean bias,
        Initializer weightInitializer, Initializer biasInitializer) {
    /** Throws {@link IllegalArgumentException} when the filters cannot be dealt out to the groups. */
    static void check(int filters, int groups) {
        if (filters % groups != 0) {
            throw new IllegalArgumentException(filters + " filters cannot be dealt out to " + groups + " groups");
        }
    }

    /** Throws {@link ShapeException} for an input of another rank or type, or whose channels do not fit the groups. */
    Tensor apply(Tensor x, Scope scope) {
        sliding.check(x, scope);
        if (x.size(-1) % groups != 0) {
            throw new ShapeException(sliding.layer(), List.of(x.type()), "its " + x.size(-1) + " channels cannot be "
                    + "dealt out to " + groups + " groups", scope.path(), "let groups divide the channels");
        }
        Window window = sliding.window(x.shape());
        Shape shape = new Shape(window.sizes()).followedBy(Shape.of(x.size(-1) / groups, count));
        Tensor weight = scope.parameter("weight", shape, weightInitializer);
        Tensor sums = border == Border.ZEROS ? x.convolution(weight, window, groups)
                : border.around(x, window).convolution(weight, Border.without(window), groups);
        if (bias) {
            sums = sums.plus(scope.parameter("bias", Shape.of(count), biasInitializer));
        }
        return activation.apply(sums);
    }
}
