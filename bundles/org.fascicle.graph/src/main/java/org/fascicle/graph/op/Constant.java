package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Values known when the graph is made.
 *
 * @param type type of the result
 * @param values one value for all elements, or one for each in row-major order
 */
public record Constant(TensorType type, List<Double> values) implements Source {
    public Constant {
        values = List.copyOf(values);
    }

    /** Whether all elements have the one value. */
    public boolean isSplat() {
        return values.size() == 1;
    }

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public String attributes() {
        return values.size() == 1 ? values.getFirst().toString() : values.toString();
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (values.size() != 1 && values.size() != type.shape().elements()) {
            throw new ShapeException(name(), List.of(type), values.size() + " values do not fill it", "");
        }
        return List.of(type);
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // nothing lies behind a constant
    }
}
