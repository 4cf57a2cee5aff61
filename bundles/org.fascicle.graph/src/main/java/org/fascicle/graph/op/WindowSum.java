package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** The sum of the window; padding counts as 0. */
public record WindowSum(Window window) implements Windowed {
    @Override
    public String name() {
        return "window-sum";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        return List.of(atPositions(operands));
    }

    /**
     * Each place gets the sum of dy over the positions that reach it: a sum over a window on dy, spread by the strides.
     */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Shape x = node.operand(0).shape();
        List<Integer> low = new ArrayList<>(List.of(0));
        List<Integer> high = new ArrayList<>(List.of(0));
        List<Integer> interior = new ArrayList<>(List.of(0));
        List<Integer> starts = new ArrayList<>(List.of(0));
        List<Integer> limits = new ArrayList<>(List.of(x.size(0)));
        for (int axis = 0; axis < window.rank(); axis++) {
            int padded = x.size(axis + 1) + window.low().get(axis) + window.high().get(axis);
            int spread = (node.shape().size(axis + 1) - 1) * window.strides().get(axis) + 1;
            low.add(window.span(axis) - 1);
            high.add(padded - spread);
            interior.add(window.strides().get(axis) - 1);
            starts.add(window.low().get(axis));
            limits.add(window.low().get(axis) + x.size(axis + 1));
        }
        low.add(0);
        high.add(0);
        interior.add(0);
        starts.add(0);
        limits.add(x.size(-1));
        List<Integer> ones = Collections.nCopies(window.rank(), 1);
        List<Integer> zeros = Collections.nCopies(window.rank(), 0);
        Node spread = e.emit(new Pad(low, high, interior, 0), pullback.cotangent());
        Node sums = e.emit(new WindowSum(new Window(window.sizes(), ones, zeros, zeros, window.dilations())), spread);
        pullback.add(0, e.emit(new Slice(starts, limits, Collections.nCopies(x.rank(), 1)), sums));
    }
}
