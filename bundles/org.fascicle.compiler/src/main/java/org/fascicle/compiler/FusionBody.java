package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;

/** The body of a fusion while it is gathered: what is read from outside becomes an input, what is free is repeated. */
final class FusionBody {
    private final Predicate<Node> repeated;
    private final Emitter emitter = new Emitter();
    private final Map<Node, Node> images = new IdentityHashMap<>();
    private final List<Node> operands = new ArrayList<>();

    /**
     * An empty body.
     *
     * @param repeated what is computed in it again instead of being read
     */
    FusionBody(Predicate<Node> repeated) {
        this.repeated = repeated;
    }

    void add(Node node) {
        images.put(node, emitter.emit(node.op(), images(node.operands())));
    }

    /** What is read from outside, in the order of the inputs of the body. */
    List<Node> operands() {
        return operands;
    }

    Graph graph(List<Node> results) {
        for (int i = 0; i < results.size(); i++) {
            emitter.output("y" + i, images.get(results.get(i)));
        }
        return emitter.graph();
    }

    private List<Node> images(List<Node> operands) {
        List<Node> inner = new ArrayList<>(operands.size());
        for (Node operand : operands) {
            inner.add(image(operand));
        }
        return inner;
    }

    private Node image(Node operand) {
        Node known = images.get(operand);
        if (known != null) {
            return known;
        }
        Node image;
        if (repeated.test(operand)) {
            image = emitter.emit(operand.op(), images(operand.operands()));
        } else {
            image = emitter.input("x" + operands.size(), operand.type());
            operands.add(operand);
        }
        images.put(operand, image);
        return image;
    }
}
