package org.fascicle.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;

/**
 * What recurrent layers have in common: a cell that goes along sequences, or along and back.
 *
 * <p>The input of all places is projected in one product; only what depends on the place before is in the scan. Padding
 * is set to zeros first, leaves the states as they are, and gives zeros: it has no effect on outputs, states and
 * gradients, whatever stands in it.
 *
 * @param layer name of the layer, for errors
 * @param cell what is done at a place
 * @param units length of each state
 * @param inputBias first values of the input's bias; empty: there is none
 * @param recurrentBias first values of a bias [units] of the recurrent weight, which the cell adds itself
 */
record Recurrent(String layer, Cell cell, int units, boolean returnSequences, boolean bidirectional,
        Optional<String> lengths, Initializer inputInitializer, Initializer recurrentInitializer,
        Optional<Initializer> inputBias, Optional<Initializer> recurrentBias) {
    /** One way along the sequences: outputs [time, batch, units], and the first state behind the last place. */
    private record Way(Tensor outputs, Tensor last) {
    }

    /** Throws {@link ShapeException} for what is no sequence, or lengths that do not fit it. */
    Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 3 || !x.dtype().isFloating() || x.size(1) == 0) {
            throw new ShapeException(layer, List.of(x.type()), "it takes floating [batch, time, features]",
                    scope.path(), "give it a sequence of one place at least; whole numbers "
                            + "go through an embedding first");
        }
        if (bidirectional && scope.continuation().isPresent()) {
            throw new ShapeException(layer, List.of(x.type()), "it reads sequences from their end too, so they cannot "
                    + "come piece by piece", scope.path(), "give it whole sequences");
        }
        Optional<Tensor> real = Lengths.of(lengths, x, scope);
        Tensor clean = Lengths.mask(lengths, x, scope).map(given -> Lengths.zeroPadding(x, given)).orElse(x);
        Tensor byTime = clean.transpose(1, 0, 2);
        if (!bidirectional) {
            return joined(List.of(way(byTime, real, false, scope)));
        }
        return joined(List.of(way(byTime, real, false, scope.child("forward")),
                way(byTime, real, true, scope.child("backward"))));
    }

    private Tensor joined(List<Way> ways) {
        List<Tensor> parts = ways.stream().map(way -> returnSequences ? way.outputs : way.last).toList();
        Tensor joined = parts.size() == 1 ? parts.getFirst() : Tensor.concatenate(-1, parts);
        return returnSequences ? joined.transpose(1, 0, 2) : joined;
    }

    private Way way(Tensor byTime, Optional<Tensor> real, boolean fromEnd, Scope scope) {
        Tensor projected = byTime.matmul(scope.child("input").parameter("weight",
                Shape.of(byTime.size(-1), cell.gates() * units), inputInitializer));
        if (inputBias.isPresent()) {
            projected = projected.plus(scope.child("input").parameter("bias", Shape.of(cell.gates() * units),
                    inputBias.get()));
        }
        List<Tensor> captured = new ArrayList<>();
        captured.add(scope.child("recurrent").parameter("weight", Shape.of(units, cell.gates() * units),
                recurrentInitializer));
        recurrentBias.ifPresent(first ->
                captured.add(scope.child("recurrent").parameter("bias", Shape.of(units), first)));
        int weights = captured.size();
        real.ifPresent(given -> captured.add(given.expandDims(-1)));
        Recurrence recurrence = Recurrence.of(first(byTime, scope), List.of(projected), captured, fromEnd,
                (states, elements, seen, place) -> {
                    List<Tensor> next = cell.next(states, elements.getFirst(), seen.subList(0, weights));
                    if (seen.size() == weights) {
                        return new Recurrence.Iteration(next, List.of(next.getFirst()));
                    }
                    Tensor alive = place.lessThan(seen.getLast()).broadcastTo(next.getFirst().shape());
                    List<Tensor> kept = new ArrayList<>();
                    for (int i = 0; i < next.size(); i++) {
                        kept.add(Tensor.where(alive, next.get(i), states.get(i)));
                    }
                    Tensor output = Tensor.where(alive, next.getFirst(), next.getFirst().scalar(0));
                    return new Recurrence.Iteration(kept, List.of(output));
                });
        if (scope.continuation().isPresent()) {
            for (int i = 0; i < cell.states().size(); i++) {
                scope.update(cell.states().get(i), recurrence.carries().get(i));
            }
        }
        return new Way(recurrence.outputs().getFirst(), recurrence.carries().getFirst());
    }

    /** Zeros, or the states that the piece before has left. */
    private List<Tensor> first(Tensor byTime, Scope scope) {
        Shape shape = Shape.of(byTime.size(1), units);
        Tensor zeros = byTime.constant(byTime.type().with(shape), 0);
        Optional<Continuation> continuation = scope.continuation();
        if (continuation.isEmpty()) {
            return Collections.nCopies(cell.states().size(), zeros);
        }
        Tensor goesOn = continuation.get().position().greaterThan(0);
        return cell.states().stream()
                .map(name -> Tensor.where(goesOn, scope.state(name, shape, new Zeros()), zeros)).toList();
    }
}
