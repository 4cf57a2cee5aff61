package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * A recurrence: the body runs once for each place of the first axis of the sequences.
 *
 * <p>Operands: the first carries, then sequences {@code [length, …]}, then captured tensors, which every iteration
 * sees whole. Results: the last carries, then for each further output of the body its values {@code [length, …]}.
 *
 * @param body (carries, one element of each sequence, captured tensors, number of the place as i32 {@code []}) →
 *        (carries, outputs)
 * @param length number of iterations, at least 1
 * @param carries number of tensors handed from iteration to iteration
 * @param sequences number of tensors that are read place by place
 * @param fromEnd whether the last place comes first
 */
public record Scan(Graph body, int length, int carries, int sequences, boolean fromEnd) implements Region {
    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String attributes() {
        return "length=" + length + " carries=" + carries + " sequences=" + sequences + (fromEnd ? " from-end" : "");
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        List<TensorType> inner = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = operands.get(i).shape();
            boolean sequence = i >= carries && i < carries + sequences;
            if (sequence && (shape.rank() == 0 || shape.size(0) != length)) {
                throw new ShapeException(name(), operands, "operand " + i + " is a sequence of " + length, "");
            }
            inner.add(sequence ? operands.get(i).with(shape.without(0)) : operands.get(i));
        }
        inner.add(TensorType.of(DType.I32));
        List<TensorType> outputs = body.outputTypes();
        if (!inner.equals(body.inputTypes()) || outputs.size() < carries
                || !outputs.subList(0, carries).equals(inner.subList(0, carries))) {
            throw new ShapeException(name(), operands, "its body takes " + body.inputTypes() + " and gives " + outputs,
                    "the carries must come out as they go in");
        }
        List<TensorType> results = new ArrayList<>(outputs.subList(0, carries));
        for (TensorType output : outputs.subList(carries, outputs.size())) {
            results.add(output.with(output.shape().inserting(0, length)));
        }
        return results;
    }

    /** The scan once more with all that the derivative needs as outputs, then one scan the other way round. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        new ScanGradient(this, node, pullback).pull();
    }
}
