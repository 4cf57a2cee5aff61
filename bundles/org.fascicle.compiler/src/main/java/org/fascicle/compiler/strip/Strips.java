package org.fascicle.compiler.strip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.Slice;

/**
 * Strips of one width, one behind the other.
 *
 * @param first the first place of the first one
 * @param width places of each
 * @param count how many they are
 * @param columns columns that they need, from the first one on
 */
record Strips(int first, int width, int count, int columns) {
    /** The shape of a value in a strip. */
    Shape shape(StripValue value) {
        return value.columns().strip(value.rows().strip(value.node().shape(), width), columns);
    }

    /** What these strips need of a tensor, as a sequence: {@code [count, …, width, …]}. */
    Node sequence(Emitter emitter, Node tensor, StripValue value) {
        int axis = value.rows().axis();
        Node part = part(emitter, narrowed(emitter, tensor, value), axis, first, width * count);
        Shape apart = part.shape().with(axis, width).inserting(axis, count);
        if (part.shape().range(0, axis).elements() == 1) {
            return emitter.reshape(part, part.shape().with(axis, width).inserting(0, count));
        }
        List<Integer> permutation = axes(apart.rank());
        permutation.addFirst(permutation.remove(axis));
        return emitter.transpose(emitter.reshape(part, apart), permutation);
    }

    /** The tensor of a sequence of its strips. */
    Node together(Emitter emitter, Node sequence, int axis) {
        Shape strip = sequence.shape().without(0);
        Shape shape = strip.with(axis, width * count);
        if (strip.range(0, axis).elements() == 1) {
            return emitter.reshape(sequence, shape);
        }
        List<Integer> permutation = axes(sequence.shape().rank());
        permutation.add(axis, permutation.removeFirst());
        return emitter.reshape(emitter.transpose(sequence, permutation), shape);
    }

    /** The columns of a tensor that these strips need. */
    Node narrowed(Emitter emitter, Node tensor, StripValue value) {
        return value.columns().isWhole() ? tensor : part(emitter, tensor, value.columns().axis(), 0, columns);
    }

    /** A sum of strips before these, with zeros for the columns that those did not need. */
    Node widened(Emitter emitter, Node sum, StripValue value) {
        int missing = value.columns().isWhole() ? 0 : columns - sum.shape().size(value.columns().axis());
        if (missing == 0) {
            return sum;
        }
        List<Integer> none = Collections.nCopies(sum.shape().rank(), 0);
        List<Integer> behind = new ArrayList<>(none);
        behind.set(value.columns().axis(), missing);
        return emitter.emit(new Pad(none, behind, none, 0), sum);
    }

    private static Node part(Emitter emitter, Node tensor, int axis, int from, int length) {
        return tensor.shape().size(axis) == length ? tensor
                : emitter.emit(Slice.along(tensor.shape(), axis, from, from + length, 1), tensor);
    }

    private static List<Integer> axes(int rank) {
        return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    }
}
