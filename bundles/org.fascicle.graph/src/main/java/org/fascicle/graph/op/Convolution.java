package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Cross-correlation, which the field calls convolution: (x, weight) → y with
 * {@code y[n, p, o] = Σ x[n, p·stride + k·dilation − low, i] · weight[k, i, o]} over the window and the in-channels.
 */
public record Convolution(Window window, int groups) implements Convolving {
    @Override
    public String name() {
        return "convolution";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || operands.get(1).shape().rank() < 2 || !window.fits(operands.get(0).shape())) {
            throw new ShapeException(name(), operands, "it takes x [batch, spatial…, in] into which the window fits, "
                    + "and weight [window…, in / groups, out]; " + window,
                    "give the input more padding or another layout");
        }
        Shape x = operands.get(0).shape();
        Shape weight = operands.get(1).shape();
        Shape y = window.output(x, weight.size(-1));
        check(operands, x, weight, y);
        return List.of(operands.getFirst().with(y));
    }

    /** The other two of the family. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node x = node.operand(0);
        Node weight = node.operand(1);
        pullback.add(0, e.emit(new ConvolutionDataGradient(window, groups, x.shape()), pullback.cotangent(), weight));
        pullback.add(1, e.emit(new ConvolutionWeightGradient(window, groups), x, pullback.cotangent()));
    }
}
