package org.fascicle.compiler.strip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Compare;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.Reshape;

/** The body of a scan over strips while it grows: nodes of a graph, as far as a strip goes. */
final class StripBody {
    private final Strips strips;
    private final Emitter emitter = new Emitter();
    private final Map<StripValue, Node> images = new HashMap<>();
    private int inputs;
    private int outputs;
    private Node place;

    StripBody(Strips strips) {
        this.strips = strips;
    }

    /** The next input of the body: what a strip takes of a value from outside. */
    Node input(String name, StripValue value) {
        Node input = emitter.input(name + inputs++, value.node().type().with(strips.shape(value)));
        images.put(value, input);
        return input;
    }

    /** The last input: the number of the strip. */
    void place() {
        place = emitter.input("place", TensorType.of(DType.I32));
    }

    /** Computes the strip of a value. */
    void add(StripValue value, List<StripValue> operands) {
        images.put(value, strip(value, operands));
    }

    /** The next output: a sum so far, with what a strip adds to it. */
    void sum(Node carry, StripValue value, List<StripValue> operands) {
        Node term = strip(value, operands);
        output(emitter.within(value.node().origin(), () -> emitter.add(carry, term)));
    }

    /** The next output: the strip of a value. */
    void result(StripValue value, List<StripValue> operands) {
        output(images.containsKey(value) ? images.get(value) : strip(value, operands));
    }

    private void output(Node node) {
        emitter.output("y" + outputs++, node);
    }

    Graph graph() {
        return emitter.graph();
    }

    private Node strip(StripValue value, List<StripValue> values) {
        Node node = value.node();
        Shape shape = strips.shape(value);
        List<Node> operands = values.stream().map(images::get).toList();
        return emitter.within(node.origin(), () -> switch (node.op()) {
            case Broadcast _ -> spread(operands.getFirst(), shape);
            case Reshape _ -> emitter.reshape(operands.getFirst(), shape);
            case Constant(var type, var numbers) -> emitter.emit(new Constant(type.with(shape), numbers));
            case Iota(var type, int axis) -> count(type.with(shape), axis, axis == value.rows().axis());
            case RandomBits bits -> strips.narrowed(emitter, new StripBits(bits.shape(), strips.width())
                    .emit(emitter, operands, firstPlace()), value);
            default -> emitter.emit(node.op(), operands);
        });
    }

    /** Repeats a value; a comparison of what is repeated as well is cheaper done for each element than read. */
    private Node spread(Node small, Shape shape) {
        Node compared = small.op() instanceof Reshape ? small.operand(0) : small;
        if (compared.op() instanceof Compare && compared.shape().equals(tail(shape, compared.shape().rank()))
                && compared.operands().stream().allMatch(operand -> operand.op() instanceof Broadcast)) {
            return emitter.emit(compared.op(), compared.operands().stream().map(operand -> emitter.broadcast(
                    emitter.reshape(operand.operand(0), ahead(operand.operand(0).shape(), shape.rank())), shape))
                    .toList());
        }
        return emitter.broadcast(small, shape);
    }

    private static Shape tail(Shape shape, int rank) {
        return shape.range(Math.max(0, shape.rank() - rank), shape.rank());
    }

    /** A shape with axes of one element ahead. */
    private static Shape ahead(Shape shape, int rank) {
        Shape longer = shape;
        while (longer.rank() < rank) {
            longer = longer.inserting(0, 1);
        }
        return longer;
    }

    /** Numbers along one axis, repeated along all others; along the axis that is cut they go on from strip to strip. */
    private Node count(TensorType type, int axis, boolean goesOn) {
        Shape line = type.shape();
        for (int other = 0; other < line.rank(); other++) {
            line = other == axis ? line : line.with(other, 1);
        }
        Node count = emitter.emit(new Iota(new TensorType(DType.I32, line), axis));
        if (goesOn) {
            count = emitter.add(count, emitter.broadcast(emitter.reshape(firstPlace(), line.with(axis, 1)), line));
        }
        Node cast = type.dtype() == DType.I32 ? count : emitter.emit(new Cast(type.dtype()), count);
        return emitter.broadcast(cast, type.shape());
    }

    private Node firstPlace() {
        return emitter.add(emitter.multiply(place, emitter.constant(place.type(), strips.width())),
                emitter.constant(place.type(), strips.first()));
    }
}
