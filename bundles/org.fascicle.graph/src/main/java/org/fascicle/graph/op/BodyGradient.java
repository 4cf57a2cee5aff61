package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Gradients;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.TensorType;

/** The derivative of a body as a graph: operands, then cotangents → the cotangent of each floating operand. */
final class BodyGradient {
    private BodyGradient() {
    }

    /** The forward pass stands in it again; sharing makes the two one after both calls are decomposed. */
    static Graph of(Graph body) {
        Emitter emitter = new Emitter();
        List<Node> operands = new ArrayList<>();
        for (TensorType type : body.inputTypes()) {
            operands.add(emitter.input("operand" + operands.size(), type));
        }
        List<Node> results = emitter.inline(body, operands);
        List<Node> floating = new ArrayList<>();
        List<Node> seeds = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Node cotangent = emitter.input("cotangent" + i, results.get(i).type());
            if (results.get(i).dtype().isFloating()) {
                floating.add(results.get(i));
                seeds.add(cotangent);
            }
        }
        List<Node> by = operands.stream().filter(operand -> operand.dtype().isFloating()).toList();
        List<Node> derivatives = Gradients.of(emitter, floating, seeds, by);
        for (int i = 0; i < derivatives.size(); i++) {
            emitter.output("gradient" + i, derivatives.get(i));
        }
        return emitter.graph();
    }

    static void pull(Node node, String name, Graph derivative, Pullback pullback) {
        Emitter emitter = pullback.emitter();
        List<Node> operands = new ArrayList<>(node.operands());
        for (int i = 0; i < node.results().size(); i++) {
            operands.add(pullback.cotangent(i));
        }
        Node call = emitter.emit(new Call(name, derivative), operands);
        List<Node> gradients = List.copyOf(derivative.outputs().values());
        int part = 0;
        for (int i = 0; i < node.operands().size(); i++) {
            if (node.operand(i).dtype().isFloating()) {
                if (!Gradients.isZero(gradients.get(part))) {
                    pullback.add(i, emitter.part(call, part));
                }
                part++;
            }
        }
    }
}
