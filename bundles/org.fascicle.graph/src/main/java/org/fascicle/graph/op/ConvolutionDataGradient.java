package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The derivative of a {@link Convolution} by its input, which is a transposed convolution: (dy, weight) → dx.
 *
 * @param x shape of the input of the convolution
 */
public record ConvolutionDataGradient(Window window, int groups, Shape x) implements Convolving {
    @Override
    public String name() {
        return "convolution-data-gradient";
    }

    @Override
    public String attributes() {
        return window + " groups=" + groups + " x=" + x;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2) {
            throw new ShapeException(name(), operands, "it takes dy and the weight", "");
        }
        check(operands, x, operands.get(1).shape(), operands.get(0).shape());
        return List.of(operands.getFirst().with(x));
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node y = node.operand(0);
        Node weight = node.operand(1);
        pullback.add(0, e.emit(new Convolution(window, groups), pullback.cotangent(), weight));
        pullback.add(1, e.emit(new ConvolutionWeightGradient(window, groups), pullback.cotangent(), y));
    }
}
