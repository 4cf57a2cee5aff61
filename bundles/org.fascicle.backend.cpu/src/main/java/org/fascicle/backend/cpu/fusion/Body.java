package org.fascicle.backend.cpu.fusion;

import java.util.ArrayList;
import java.util.Collections;
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
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Subtract;

/**
 * What a fusion computes, without sizes: two bodies with the same text are one piece of code. All values are taken in
 * one shape, in which a broadcast is no work: it is its operand. Its last axis may be folded.
 */
final class Body {
    /** Picoseconds to read or write an element. */
    static final int MEMORY = 30;

    private final Graph graph;
    private final Shape shape;
    /** Inputs and blocks of inputs. */
    private final List<Node> inputs = new ArrayList<>();
    private final List<View> reads = new ArrayList<>();
    /** Outputs, and what is joined to one. */
    private final List<Node> outputs = new ArrayList<>();
    private final List<View> writes = new ArrayList<>();
    private final List<Node> constants = new ArrayList<>();
    private final List<Node> steps = new ArrayList<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final Pattern pattern;

    Body(Graph graph) {
        this.graph = graph;
        this.shape = shape(graph);
        graph.inputs().forEach(this::read);
        graph.outputs().values().forEach(this::write);
        inputs.forEach(this::number);
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Constant _ -> constants.add(node);
                case Elementwise _, Reduction _ -> steps.add(node);
                default -> {
                    // an input, a block, a broadcast, or blocks joined
                }
            }
        }
        constants.forEach(this::number);
        steps.forEach(this::number);
        List<View> tensors = Stream.concat(reads.stream(), writes.stream()).toList();
        this.pattern = hasFolds() ? Pattern.ofRows(shape, tensors) : Pattern.of(shape, tensors);
    }

    private void read(Node input) {
        int tensor = graph.inputs().indexOf(input);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Slice slice && node.operand(0) == input) {
                inputs.add(node);
                reads.add(View.block(tensor, input.shape(), slice.starts(), node.shape()));
            }
        }
        if (isReadWhole(input, graph)) {
            inputs.add(input);
            reads.add(View.whole(tensor, input.shape()));
        }
    }

    /** Whether somebody reads an input as it is, and not blocks of it. */
    static boolean isReadWhole(Node input, Graph graph) {
        return graph.outputs().containsValue(input) || graph.nodes().stream()
                .anyMatch(node -> !(node.op() instanceof Slice) && node.operands().contains(input));
    }

    private void write(Node output) {
        int tensor = outputs.isEmpty() ? 0 : writes.getLast().tensor() + 1;
        if (!(output.op() instanceof Concatenate(int axis))) {
            outputs.add(origin(output));
            writes.add(View.whole(tensor, output.shape()));
            return;
        }
        List<Integer> starts = new ArrayList<>(Collections.nCopies(output.shape().rank(), 0));
        for (Node part : output.operands()) {
            outputs.add(origin(part));
            writes.add(View.block(tensor, output.shape(), starts, part.shape()));
            starts.set(axis, starts.get(axis) + part.shape().size(axis));
        }
    }

    /** The shape that all is repeated to: that of what is folded, or of the results. */
    static Shape shape(Graph graph) {
        Node first = graph.outputs().values().iterator().next();
        return graph.nodes().stream().filter(Body::isFold).findFirst().map(fold -> fold.operand(0).shape())
                .orElseGet(() -> first.op() instanceof Concatenate ? first.operand(0).shape() : first.shape());
    }

    private void number(Node node) {
        numbers.put(node, numbers.size());
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

    /** Whether a node is a value in memory: an input, or a block of one. */
    static boolean isRead(Node node) {
        return node.op() instanceof Input || node.op() instanceof Slice;
    }

    /** The node whose value it is, behind all broadcasts. */
    static Node origin(Node node) {
        return node.op() instanceof Broadcast ? origin(node.operand(0)) : node;
    }

    /** What a step is computed from, behind all broadcasts. */
    static List<Node> operands(Node step) {
        return step.operands().stream().map(Body::origin).toList();
    }

    /** What is read of memory. */
    List<Node> inputs() {
        return inputs;
    }

    /** Where each of that lies in the inputs of the graph. */
    List<View> reads() {
        return reads;
    }

    /** The nodes whose values are written. */
    List<Node> outputs() {
        return outputs;
    }

    /** Where each of them goes in the outputs of the graph. */
    List<View> writes() {
        return writes;
    }

    /** Element types of what is written. */
    List<DType> outputTypes() {
        return writes.stream().map(view -> graph.outputTypes().get(view.tensor()).dtype()).toList();
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
