package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Scan;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a recurrence gives.
 *
 * @param carries the carries behind the last iteration
 * @param outputs each output of the body at all places: [length, …]
 */
public record Recurrence(List<Tensor> carries, List<Tensor> outputs) {
    /** One iteration. */
    @ConsumerType
    @FunctionalInterface
    public interface Body {
        /**
         * From one place to the next. Only these tensors may be used: what else is needed is captured.
         *
         * @param carries what the iteration before left
         * @param elements one place of each sequence
         * @param captured the captured tensors, whole
         * @param place the number of the place: i32 []
         */
        Iteration apply(List<Tensor> carries, List<Tensor> elements, List<Tensor> captured, Tensor place);
    }

    /**
     * What an iteration gives.
     *
     * @param carries for the next iteration, of the types that came in
     * @param outputs kept for each place
     */
    public record Iteration(List<Tensor> carries, List<Tensor> outputs) {
    }

    /**
     * Runs a body over the first axis of some sequences.
     *
     * @param first the first carries, one at least
     * @param sequences [length, …] each, one at least
     * @param captured tensors that every iteration sees whole
     * @param fromEnd whether the last place comes first
     */
    public static Recurrence of(List<Tensor> first, List<Tensor> sequences, List<Tensor> captured, boolean fromEnd,
            Body body) {
        Emitter inner = new Emitter();
        List<Tensor> carries = inputs(inner, "carry", first.stream().map(Tensor::type).toList());
        List<Tensor> elements = inputs(inner, "element", sequences.stream()
                .map(sequence -> sequence.type().with(sequence.shape().without(0))).toList());
        List<Tensor> seen = inputs(inner, "captured", captured.stream().map(Tensor::type).toList());
        Tensor place = inputs(inner, "place", List.of(new TensorType(DType.I32, Shape.SCALAR))).getFirst();
        Iteration iteration = body.apply(carries, elements, seen, place);
        List<Tensor> results = new ArrayList<>(iteration.carries());
        results.addAll(iteration.outputs());
        for (int i = 0; i < results.size(); i++) {
            inner.output("y" + i, results.get(i).node());
        }
        List<Node> operands = new ArrayList<>();
        List.of(first, sequences, captured).forEach(part -> part.forEach(tensor -> operands.add(tensor.node())));
        Tensor outer = first.getFirst();
        Node scan = outer.emitter().emit(new Scan(inner.graph(), sequences.getFirst().size(0), first.size(),
                sequences.size(), fromEnd), operands);
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            parts.add(outer.wrap(outer.emitter().part(scan, i)));
        }
        return new Recurrence(List.copyOf(parts.subList(0, first.size())),
                List.copyOf(parts.subList(first.size(), parts.size())));
    }

    private static List<Tensor> inputs(Emitter emitter, String name, List<TensorType> types) {
        List<Tensor> inputs = new ArrayList<>();
        for (TensorType type : types) {
            inputs.add(new Tensor(emitter.input(name + inputs.size(), type), emitter));
        }
        return inputs;
    }
}
