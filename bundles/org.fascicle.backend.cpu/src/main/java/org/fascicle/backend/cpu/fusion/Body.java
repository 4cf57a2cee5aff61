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
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Subtract;

/**
 * What a fusion computes, without sizes: two bodies with the same text are one piece of code. All values are taken in
 * one shape, in which a broadcast is no work: it is its operand. Its last axis may be folded.
 */
final class Body {
    /** Picoseconds to read or write an element. */
    static final int MEMORY = 30;
    /** Methods of more than 8,000 bytes are never compiled; an instruction has some ten. */
    private static final int LONGEST = 600;
    /** Elements of a row that one thread folds by itself. */
    private static final int LONGEST_ROW = 1 << 16;

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
        this.shape = shape(graph);
        this.inputs = graph.inputs();
        this.outputs = graph.outputs().values().stream().map(Body::origin).toList();
        inputs.forEach(this::number);
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Constant _ -> constants.add(node);
                case Elementwise _, Reduction _ -> steps.add(node);
                default -> {
                    // an input, or a broadcast
                }
            }
        }
        constants.forEach(this::number);
        steps.forEach(this::number);
        List<Shape> tensors = Stream.concat(inputs.stream().map(Node::shape),
                graph.outputTypes().stream().map(TensorType::shape)).toList();
        this.pattern = hasFolds() ? Pattern.ofRows(shape, tensors) : Pattern.of(shape, tensors);
    }

    /** The shape that all is repeated to: that of what is folded, or of the results. */
    private static Shape shape(Graph graph) {
        return graph.nodes().stream().filter(Body::isFold).findFirst().map(fold -> fold.operand(0).shape())
                .orElseGet(() -> graph.outputTypes().getFirst().shape());
    }

    private void number(Node node) {
        numbers.put(node, numbers.size());
    }

    /** Whether a body is made of what generated code can do. */
    static boolean accepts(Graph body) {
        if (body.outputs().isEmpty()) {
            return false;
        }
        Shape shape = shape(body);
        boolean folds = body.nodes().stream().anyMatch(Body::isFold);
        if (!body.nodes().stream().allMatch(node -> accepts(node, shape))
                || !body.outputTypes().stream().allMatch(type -> type.shape().equals(shape)
                        || folds && type.shape().equals(shape.with(-1, 1)))) {
            return false;
        }
        return folds ? shape.size(-1) <= LONGEST_ROW && new Sweeps(new Body(body)).instructions() <= LONGEST
                : body.nodes().stream().mapToInt(node -> Operations.instructions(node.op())).sum() <= LONGEST;
    }

    private static boolean accepts(Node node, Shape shape) {
        boolean known = switch (node.op()) {
            case Input _, Broadcast _, Elementwise _ -> true;
            case Reduction _ -> isFold(node) && node.operand(0).shape().equals(shape);
            case Constant constant -> constant.isSplat();
            default -> false;
        };
        return known && node.dtype() != DType.F64 && repeats(node.shape(), shape);
    }

    /** Whether a node folds rows of floats. */
    static boolean isFold(Node node) {
        return node.op() instanceof Reduction fold && node.dtype() == DType.F32
                && fold.axes().equals(List.of(node.shape().rank() - 1)) && node.operand(0).shape().size(-1) > 1;
    }

    /** Whether a node is a value less the largest one in its row: 0 at most, or NaN. */
    static boolean isBelowMaximum(Node node) {
        Node from = origin(node);
        if (!(from.op() instanceof Subtract)) {
            return false;
        }
        Node most = origin(from.operand(1));
        return most.op() instanceof ReduceMax && isFold(most)
                && origin(most.operand(0)) == origin(from.operand(0));
    }

    private static boolean repeats(Shape from, Shape shape) {
        return from.rank() == shape.rank() && IntStream.range(0, shape.rank())
                .allMatch(axis -> from.size(axis) == shape.size(axis) || from.size(axis) == 1);
    }

    /** The node whose value it is, behind all broadcasts. */
    static Node origin(Node node) {
        return node.op() instanceof Broadcast ? origin(node.operand(0)) : node;
    }

    /** What a step is computed from, behind all broadcasts. */
    static List<Node> operands(Node step) {
        return step.operands().stream().map(Body::origin).toList();
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

    /** Whether rows are folded, so that they cannot be cut. */
    boolean hasFolds() {
        return steps.stream().anyMatch(Body::isFold);
    }

    /** How an input lies beside the results. */
    Access access(Node input) {
        return pattern.access(inputs.indexOf(input));
    }

    /** Whether a step is a result with an element for each element of a row. */
    boolean isElementsOutput(Node step) {
        return IntStream.range(0, outputs.size()).anyMatch(i -> outputs.get(i) == step
                && pattern.access(inputs.size() + i) == Access.ELEMENTS);
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
        return (inputs.size() + outputs.size()) * (long) MEMORY
                + steps.stream().mapToLong(node -> Operations.picoseconds(node.op())).sum();
    }

    /** All that the code depends on. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            text.append(inputs.get(i).dtype().text()).append(' ').append(pattern.access(i)).append('\n');
        }
        constants.forEach(constant -> text.append(constant.dtype().text()).append('\n'));
        if (hasFolds()) {
            text.append(new Sweeps(this).form()).append('\n');
        }
        for (Node step : steps) {
            text.append(step.dtype().text()).append(' ').append(isFold(step) ? step.op().name() : step.op());
            operands(step).forEach(operand -> text.append(' ').append(numbers.get(operand)));
            text.append('\n');
        }
        for (int i = 0; i < outputs.size(); i++) {
            text.append(numbers.get(outputs.get(i))).append(' ').append(outputTypes().get(i).text()).append(' ')
                    .append(pattern.access(inputs.size() + i)).append('\n');
        }
        return text.toString();
    }
}
