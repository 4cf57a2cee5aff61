package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Gradients;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * The derivative of a {@link Scan}. One iteration is differentiated as a graph; what its backward half reads of its
 * forward half becomes outputs of the forward scan (the compiler makes one of the two forward scans), and the backward
 * half becomes the body of a scan the other way round.
 *
 * <p>A captured tensor gathers its derivative over all iterations. Where an iteration adds a product or a sum to it,
 * the factors are stacked and contracted once behind the scan: this makes the derivative of a recurrent weight one
 * large product.
 */
final class ScanGradient {
    private final Scan scan;
    private final Node node;
    private final Pullback pullback;
    private final Emitter outer;
    /** One iteration, forward then backward. */
    private final Emitter step = new Emitter();
    private final List<Node> inputs = new ArrayList<>();
    private final int forwardNodes;
    private final Map<Node, Node> carryCotangents = new LinkedHashMap<>();
    private final Map<Node, Integer> outputCotangents = new LinkedHashMap<>();
    private final List<Node> by = new ArrayList<>();
    private final List<Node> derivatives;
    private final Map<Node, Integer> place = new IdentityHashMap<>();
    /**
     * What the backward half reads of the forward half, in a fixed order, and whole sequences on the outside for it.
     */
    private final Map<Node, Node> stacked = new LinkedHashMap<>();

    ScanGradient(Scan scan, Node node, Pullback pullback) {
        this.scan = scan;
        this.node = node;
        this.pullback = pullback;
        this.outer = pullback.emitter();
        List<Node> outputs = iteration(step, inputs);
        this.forwardNodes = step.nodes().size();
        for (int i = 0; i < forwardNodes; i++) {
            place.put(step.nodes().get(i), i);
        }
        List<Node> differentiated = new ArrayList<>();
        List<Node> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).dtype().isFloating()) {
                Node cotangent = step.input("cotangent" + i, outputs.get(i).type());
                differentiated.add(outputs.get(i));
                seeds.add(cotangent);
                if (i < scan.carries()) {
                    carryCotangents.put(inputs.get(i), cotangent);
                } else {
                    outputCotangents.put(cotangent, i);
                }
            }
        }
        inputs.stream().filter(input -> input.dtype().isFloating()).forEach(by::add);
        this.derivatives = Gradients.of(step, differentiated, seeds, by);
    }

    /** The body copied into an emitter. */
    private List<Node> iteration(Emitter emitter, List<Node> copies) {
        for (TensorType type : scan.body().inputTypes()) {
            copies.add(emitter.input("x" + copies.size(), type));
        }
        return emitter.inline(scan.body(), copies);
    }

    void pull() {
        saveForward();
        Backward backward = new Backward();
        for (int i = 0; i < scan.carries(); i++) {
            if (carryCotangents.containsKey(inputs.get(i))) {
                int carry = i;
                backward.carry(carryCotangents.get(inputs.get(i)), pullback.cotangent(i), derivative(inputs.get(i)),
                        total -> pullback.add(carry, total));
            }
        }
        outputCotangents.forEach((cotangent, output) -> backward.sequence(cotangent, pullback.cotangent(output)));
        stacked.forEach(backward::sequence);
        for (int i = scan.carries(); i < inputs.size() - 1; i++) {
            int operand = i;
            if (!inputs.get(i).dtype().isFloating()) {
                continue;
            }
            if (i < scan.carries() + scan.sequences()) {
                Node derivative = derivative(inputs.get(i));
                if (!Gradients.isZero(derivative)) {
                    Supplier<Node> whole = backward.output(derivative);
                    backward.afterwards(() -> pullback.add(operand, whole.get()));
                }
            } else {
                for (Node term : terms(derivative(inputs.get(i)))) {
                    captured(term, backward, total -> pullback.add(operand, total));
                }
            }
        }
        backward.emit();
    }

    private Node derivative(Node input) {
        return derivatives.get(by.indexOf(input));
    }

    private boolean isForward(Node inner) {
        return place.containsKey(inner);
    }

    private boolean isCaptured(Node inner) {
        int index = inputs.indexOf(inner);
        return index >= scan.carries() + scan.sequences() && index < inputs.size() - 1;
    }

    private boolean isIndex(Node inner) {
        return inner == inputs.getLast();
    }

    /** Whether a node can be made again wherever it is needed. */
    private static boolean isFree(Node inner) {
        return inner.op() instanceof Constant || inner.op() instanceof Iota
                || inner.op() instanceof Broadcast && isFree(inner.operand(0));
    }

    /** Runs the forward scan once more, with an output for each forward value that the backward half reads. */
    private void saveForward() {
        Set<Node> needed = new HashSet<>();
        for (Node inner : step.nodes().subList(forwardNodes, step.nodes().size())) {
            needed.addAll(inner.operands());
        }
        needed.addAll(derivatives);
        List<Node> saved = step.nodes().subList(0, forwardNodes).stream()
                .filter(inner -> needed.contains(inner) && !isFree(inner) && !isCaptured(inner) && !isIndex(inner))
                .toList();
        Emitter emitter = new Emitter();
        List<Node> outputs = iteration(emitter, new ArrayList<>());
        for (int i = 0; i < outputs.size(); i++) {
            emitter.output("y" + i, outputs.get(i));
        }
        List<Node> extra = new ArrayList<>();
        for (Node inner : saved) {
            int index = inputs.indexOf(inner);
            if (index >= scan.carries()) {
                stacked.put(inner, node.operand(index));
            } else {
                extra.add(inner);
                emitter.output("saved" + extra.size(), emitter.nodes().get(place.get(inner)));
            }
        }
        if (!extra.isEmpty()) {
            Node forward = outer.emit(new Scan(emitter.graph(), scan.length(), scan.carries(), scan.sequences(),
                    scan.fromEnd()), node.operands());
            for (int i = 0; i < extra.size(); i++) {
                stacked.put(extra.get(i), outer.part(forward, outputs.size() + i));
            }
        }
    }

    /** The summands of a derivative. */
    private List<Node> terms(Node sum) {
        if (sum.op() instanceof Add && !isForward(sum)) {
            List<Node> terms = new ArrayList<>(terms(sum.operand(0)));
            terms.addAll(terms(sum.operand(1)));
            return terms;
        }
        return Gradients.isZero(sum) ? List.of() : List.of(sum);
    }

    /** Adds one summand of the derivative of a captured tensor, over all iterations. */
    private void captured(Node term, Backward backward, Sink sink) {
        if (term.op() instanceof Dot(boolean left, boolean right) && left && !right && term.shape().rank() == 2) {
            Supplier<Node> first = backward.output(term.operand(0));
            Supplier<Node> second = backward.output(term.operand(1));
            backward.afterwards(() -> sink.take(outer.dot(rows(first.get()), true, rows(second.get()), false)));
        } else if (term.op() instanceof Reshape(Shape shape) && term.operand(0).op() instanceof ReduceSum(var axes)) {
            Supplier<Node> summands = backward.output(term.operand(0).operand(0));
            backward.afterwards(() -> sink.take(
                    outer.reshape(outer.sum(summands.get(), behindLength(axes)), shape)));
        } else {
            backward.accumulate(term, outer.constant(term.type(), 0), sink);
        }
    }

    private Node rows(Node whole) {
        Shape shape = whole.shape();
        return outer.reshape(whole, Shape.of(shape.size(0) * shape.size(1), shape.size(2)));
    }

    private static List<Integer> behindLength(List<Integer> axes) {
        List<Integer> moved = new ArrayList<>(List.of(0));
        axes.forEach(axis -> moved.add(axis + 1));
        return moved;
    }

    /** Who takes a result of the backward scan, on the outside. */
    private interface Sink {
        void take(Node result);
    }

    /** The scan the other way round, while its operands and results are gathered. */
    private final class Backward {
        private final List<Node> carried = new ArrayList<>();
        private final List<Node> first = new ArrayList<>();
        private final List<Node> next = new ArrayList<>();
        private final List<Sink> totals = new ArrayList<>();
        private final Map<Node, Node> sequences = new LinkedHashMap<>();
        private final List<Node> outputs = new ArrayList<>();
        private final List<Node> wholes = new ArrayList<>();
        private final List<Runnable> afterwards = new ArrayList<>();

        void carry(Node cotangent, Node last, Node derivative, Sink sink) {
            carried.add(cotangent);
            first.add(last);
            next.add(derivative);
            totals.add(sink);
        }

        /** A carry that starts at zero and to which each iteration adds a term. */
        void accumulate(Node term, Node zero, Sink sink) {
            Node sum = step.input("sum" + step.nodes().size(), term.type());
            carry(sum, zero, step.add(sum, term), sink);
        }

        void sequence(Node inner, Node whole) {
            sequences.put(inner, whole);
        }

        /**
         * A value of the iteration, for all iterations, once the scan is emitted: one of its outputs, or a known one.
         */
        Supplier<Node> output(Node inner) {
            Node known = stacked.get(inner);
            if (known != null) {
                return () -> known;
            }
            int index = outputs.size();
            outputs.add(inner);
            return () -> wholes.get(index);
        }

        void afterwards(Runnable task) {
            afterwards.add(task);
        }

        void emit() {
            Emitter body = new Emitter();
            Map<Node, Node> copies = new IdentityHashMap<>();
            List<Node> operands = new ArrayList<>(first);
            for (Node cotangent : carried) {
                copies.put(cotangent, body.input("carry" + copies.size(), cotangent.type()));
            }
            sequences.forEach((inner, whole) -> {
                copies.put(inner, body.input("element" + copies.size(), inner.type()));
                operands.add(whole);
            });
            for (int i = scan.carries() + scan.sequences(); i < inputs.size() - 1; i++) {
                copies.put(inputs.get(i), body.input("captured" + i, inputs.get(i).type()));
                operands.add(node.operand(i));
            }
            copies.put(inputs.getLast(), body.input("index", TensorType.of(DType.I32)));
            for (int i = 0; i < next.size(); i++) {
                body.output("carry" + i, copy(next.get(i), copies, body));
            }
            for (int i = 0; i < outputs.size(); i++) {
                body.output("y" + i, copy(outputs.get(i), copies, body));
            }
            if (next.isEmpty() && outputs.isEmpty()) {
                afterwards.forEach(Runnable::run);
                return;
            }
            Node backward = outer.emit(new Scan(body.graph(), scan.length(), carried.size(), sequences.size(),
                    !scan.fromEnd()), operands);
            for (int i = 0; i < totals.size(); i++) {
                totals.get(i).take(outer.part(backward, i));
            }
            for (int i = 0; i < outputs.size(); i++) {
                wholes.add(outer.part(backward, totals.size() + i));
            }
            afterwards.forEach(Runnable::run);
        }

        private Node copy(Node inner, Map<Node, Node> copies, Emitter body) {
            Node known = copies.get(inner);
            if (known != null) {
                return known;
            }
            Node copy = inner.op() instanceof Part(int index) ? body.part(copy(inner.operand(0), copies, body), index)
                    : body.emit(inner.op(), inner.operands().stream().map(one -> copy(one, copies, body)).toList());
            copies.put(inner, copy);
            return copy;
        }
    }
}
