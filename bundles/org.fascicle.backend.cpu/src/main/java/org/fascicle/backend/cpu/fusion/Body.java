package org.fascicle.backend.cpu.fusion;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;

/**
 * What a chain computes, without sizes: two bodies with the same text are one loop. All values are taken in the shape
 * of the results, in which a broadcast is no work: it is its operand.
 */
final class Body {
    /** Methods of more than 8,000 bytes are never compiled; an instruction has some ten. */
    private static final int LONGEST = 600;

    private final Graph graph;
    private final Shape shape;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Node> constants = new ArrayList<>();
    private final List<Node> steps = new ArrayList<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final Pattern pattern;

    Body(Graph graph) {
        this.graph = graph;
        this.shape = graph.outputTypes().getFirst().shape();
        this.inputs = graph.inputs();
        this.outputs = graph.outputs().values().stream().map(Body::origin).toList();
        inputs.forEach(this::number);
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Constant _ -> constants.add(node);
                case Elementwise _ -> steps.add(node);
                default -> {
                    // an input, or a broadcast
                }
            }
        }
        constants.forEach(this::number);
        steps.forEach(this::number);
        this.pattern = Pattern.of(shape, Stream.concat(inputs.stream().map(Node::shape),
                Stream.generate(() -> shape).limit(outputs.size())).toList());
    }

    private void number(Node node) {
        numbers.put(node, numbers.size());
    }

    /** Whether a body is made of what a chain can do, for results of one shape. */
    static boolean accepts(Graph body) {
        if (body.outputs().isEmpty()) {
            return false;
        }
        Shape shape = body.outputTypes().getFirst().shape();
        int length = 0;
        for (Node node : body.nodes()) {
            length += node.op() instanceof Elementwise op ? Operations.instructions(op) : 1;
            if (!accepts(node, shape)) {
                return false;
            }
        }
        return length <= LONGEST
                && body.outputTypes().stream().allMatch(type -> type.shape().equals(shape));
    }

    private static boolean accepts(Node node, Shape shape) {
        boolean known = switch (node.op()) {
            case Input _, Broadcast _, Elementwise _ -> true;
            case Constant constant -> constant.isSplat();
            default -> false;
        };
        return known && node.dtype() != DType.F64 && repeats(node.shape(), shape);
    }

    private static boolean repeats(Shape from, Shape shape) {
        return from.rank() == shape.rank() && IntStream.range(0, shape.rank())
                .allMatch(axis -> from.size(axis) == shape.size(axis) || from.size(axis) == 1);
    }

    /** The node whose value it is, behind all broadcasts. */
    static Node origin(Node node) {
        return node.op() instanceof Broadcast ? origin(node.operand(0)) : node;
    }

    List<Node> inputs() {
        return inputs;
    }

    /** The nodes that the outputs have their values from. */
    List<Node> outputs() {
        return outputs;
    }

    /** Element types of the outputs. */
    List<DType> outputTypes() {
        return graph.outputTypes().stream().map(type -> type.dtype()).toList();
    }

    List<Node> constants() {
        return constants;
    }

    /** The operations, each behind its operands. */
    List<Node> steps() {
        return steps;
    }

    /** Whether all of it can be done on vectors. */
    boolean hasVectors() {
        return steps.stream().noneMatch(step -> step.op() instanceof Divide && step.dtype() == DType.I32);
    }

    Shape shape() {
        return shape;
    }

    /** Axes of the inputs, then the outputs. */
    Pattern pattern() {
        return pattern;
    }

    /** A constant as it is held among the ints: a float by its bits. */
    static int bits(Node node) {
        double value = ((Constant) node.op()).values().getFirst();
        return switch (node.dtype()) {
            case U8 -> (int) value & 0xff;
            case BOOL -> value != 0 ? 1 : 0;
            case I32 -> (int) value;
            case F32, F64 -> Float.floatToRawIntBits((float) value);
        };
    }

    /** Rough time for an element, in picoseconds, without what is computed once in a row. */
    long picoseconds() {
        return (inputs.size() + outputs.size()) * 30L
                + steps.stream().mapToLong(node -> Operations.picoseconds((Elementwise) node.op())).sum();
    }

    /** All that the code depends on. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            text.append(inputs.get(i).dtype().text()).append(' ').append(pattern.access(i)).append('\n');
        }
        constants.forEach(constant -> text.append(constant.dtype().text()).append('\n'));
        for (Node step : steps) {
            text.append(step.dtype().text()).append(' ').append(step.op());
            step.operands().forEach(operand -> text.append(' ').append(numbers.get(origin(operand))));
            text.append('\n');
        }
        for (int i = 0; i < outputs.size(); i++) {
            text.append(numbers.get(outputs.get(i))).append(' ').append(outputTypes().get(i).text()).append('\n');
        }
        return text.toString();
    }
}
