package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a node computes. Every operation is pure: equal operands give equal results, random ones included, whose key is
 * an operand.
 */
@ProviderType
public sealed interface Op permits Elementwise, Reduction, Cumulative, Ordering, Movement, Indexing, Dot,
        Convolving, Windowed, Source, Region, Part {
    /** The name in the text form, such as {@code tanh}. */
    String name();

    /** The attributes in the text form, such as {@code axes=[1]}; empty where there are none. */
    default String attributes() {
        return "";
    }

    /** The shape rule: the types of the results, or a {@link org.fascicle.graph.ShapeException}. */
    List<TensorType> results(List<TensorType> operands);

    /** The gradient rule: adds to the derivative by each operand that has one. */
    void gradient(Node node, Pullback pullback);
}
