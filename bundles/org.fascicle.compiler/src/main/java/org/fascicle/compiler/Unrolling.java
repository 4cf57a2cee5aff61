package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.Slice;

/** A scan as its body, written down once for each place: for backends without recurrences. */
final class Unrolling {
    private Unrolling() {
    }

    static Graph of(Scan scan, Node node) {
        Emitter emitter = new Emitter();
        List<Node> operands = new ArrayList<>();
        for (Node operand : node.operands()) {
            operands.add(emitter.input("x" + operands.size(), operand.type()));
        }
        int captured = scan.carries() + scan.sequences();
        List<Node> carries = operands.subList(0, scan.carries());
        List<List<Node>> stacked = new ArrayList<>();
        for (int i = scan.carries(); i < node.results().size(); i++) {
            stacked.add(new ArrayList<>(Collections.nCopies(scan.length(), operands.getFirst())));
        }
        for (int i = 0; i < scan.length(); i++) {
            int place = scan.fromEnd() ? scan.length() - 1 - i : i;
            List<Node> inputs = new ArrayList<>(carries);
            operands.subList(scan.carries(), captured).forEach(whole -> inputs.add(element(whole, place, emitter)));
            inputs.addAll(operands.subList(captured, operands.size()));
            inputs.add(emitter.constant(TensorType.of(DType.I32), place));
            List<Node> outputs = emitter.inline(scan.body(), inputs);
            carries = outputs.subList(0, scan.carries());
            for (int j = 0; j < stacked.size(); j++) {
                Node output = outputs.get(scan.carries() + j);
                stacked.get(j).set(place, emitter.reshape(output, output.shape().inserting(0, 1)));
            }
        }
        int results = 0;
        for (Node carry : carries) {
            emitter.output("y" + results++, carry);
        }
        for (List<Node> parts : stacked) {
            emitter.output("y" + results++, emitter.emit(new Concatenate(0), parts));
        }
        return emitter.graph();
    }

    private static Node element(Node whole, int place, Emitter emitter) {
        Node slice = emitter.emit(Slice.along(whole.shape(), 0, place, place + 1, 1), whole);
        return emitter.reshape(slice, whole.shape().without(0));
    }
}
