package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/** The derivative of a {@link Convolution} by its weight: (x, dy) → dweight. */
public record ConvolutionWeightGradient(Window window, int groups) implements Convolving {
    @Override
    public String name() {
        return "convolution-weight-gradient";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || operands.get(0).shape().rank() < 2 || operands.get(1).shape().rank() < 2
                || groups < 1) {
            throw new ShapeException(name(), operands, "it takes x and dy", "");
        }
        Shape x = operands.get(0).shape();
        Shape y = operands.get(1).shape();
        Shape weight = new Shape(window.sizes()).followedBy(Shape.of(x.size(-1) / groups, y.size(-1)));
        check(operands, x, weight, y);
        return List.of(operands.getFirst().with(weight));
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node x = node.operand(0);
        Node y = node.operand(1);
        Node cotangent = pullback.cotangent();
        pullback.add(0, e.emit(new ConvolutionDataGradient(window, groups, x.shape()), y, cotangent));
        pullback.add(1, e.emit(new Convolution(window, groups), x, cotangent));
    }
}
