package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Uniform random bits from a counter: (i32 {@code [2]} key, i32 {@code []} counter) → i32 of any shape. Elements
 * {@code 2i} and {@code 2i + 1} are the two words of Threefry-2x32 with 20 rounds of key {@code key} on the block
 * {@code (i, counter)}, see {@link org.fascicle.graph.Threefry}. Two elements of one key make another key.
 *
 * <p>With a third operand, i32 {@code []} of at least 0, the elements are those from that number on of longer bits.
 *
 * @param shape shape of the result
 */
public record RandomBits(Shape shape) implements Source {
    @Override
    public String name() {
        return "random-bits";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        List<TensorType> all = List.of(TensorType.of(DType.I32, 2), TensorType.of(DType.I32), TensorType.of(DType.I32));
        if (!operands.equals(all) && !operands.equals(all.subList(0, 2))) {
            throw new ShapeException(name(), operands, "it takes a key i32[2] and a counter i32[], and may take the "
                    + "number of its first element i32[]", "");
        }
        return List.of(new TensorType(DType.I32, shape));
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // bits have no derivative
    }
}
