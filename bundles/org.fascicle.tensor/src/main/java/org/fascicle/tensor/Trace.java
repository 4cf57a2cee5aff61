package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Custom;

/** Turns functions on tensors into graphs. */
public final class Trace {
    private Trace() {
    }

    /** The graph of a function: inputs {@code x0, x1, …}, outputs {@code y0, y1, …}. */
    public static Graph of(List<TensorType> types, Function<List<Tensor>, List<Tensor>> function) {
        Emitter emitter = new Emitter();
        List<Tensor> operands = new ArrayList<>();
        for (TensorType type : types) {
            operands.add(new Tensor(emitter.input("x" + operands.size(), type), emitter));
        }
        List<Tensor> results = function.apply(operands);
        for (int i = 0; i < results.size(); i++) {
            emitter.output("y" + i, results.get(i).node());
        }
        return emitter.graph();
    }

    /** Applies a function with one result as a node that keeps its name. */
    public static Tensor call(String function, List<Tensor> operands, Function<List<Tensor>, Tensor> body) {
        Graph graph = of(operands.stream().map(Tensor::type).toList(), tensors -> List.of(body.apply(tensors)));
        return apply(operands, nodes -> operands.getFirst().emitter().emit(new Call(function, graph), nodes));
    }

    /**
     * Applies an operation with a gradient of its own.
     *
     * @param function its name, prefixed by who brings it
     * @param body what it computes
     * @param gradient the operands, then the cotangent of the result → the cotangent of each floating operand
     */
    public static Tensor custom(String function, List<Tensor> operands, Function<List<Tensor>, Tensor> body,
            Function<List<Tensor>, List<Tensor>> gradient) {
        List<TensorType> types = operands.stream().map(Tensor::type).toList();
        Graph forward = of(types, tensors -> List.of(body.apply(tensors)));
        List<TensorType> backward = new ArrayList<>(types);
        backward.addAll(forward.outputTypes());
        Custom op = new Custom(function, forward, Optional.of(of(backward, gradient)));
        return apply(operands, nodes -> operands.getFirst().emitter().emit(op, nodes));
    }

    /** The same values, through which no derivative flows. */
    public static Tensor stopGradient(Tensor tensor) {
        return custom("stop-gradient", List.of(tensor), List::getFirst,
                operands -> List.of(operands.getFirst().constant(tensor.type(), 0)));
    }

    private static Tensor apply(List<Tensor> operands, Function<List<Node>, Node> emission) {
        Node node = emission.apply(operands.stream().map(Tensor::node).toList());
        return operands.getFirst().wrap(node);
    }
}
