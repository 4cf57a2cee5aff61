package org.fascicle.backend.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Scan;

/** Runs the body of a scan place by place. */
final class Recurrences {
    private Recurrences() {
    }

    static List<double[]> apply(Scan scan, Node node, List<double[]> operands) {
        List<double[]> carries = new ArrayList<>(operands.subList(0, scan.carries()));
        List<TensorType> results = node.results();
        List<double[]> stacked = new ArrayList<>();
        for (TensorType type : results.subList(scan.carries(), results.size())) {
            stacked.add(new double[type.shape().elements()]);
        }
        for (int i = 0; i < scan.length(); i++) {
            int place = scan.fromEnd() ? scan.length() - 1 - i : i;
            List<double[]> inputs = new ArrayList<>(carries);
            for (double[] sequence : operands.subList(scan.carries(), scan.carries() + scan.sequences())) {
                int element = sequence.length / scan.length();
                inputs.add(Arrays.copyOfRange(sequence, place * element, (place + 1) * element));
            }
            inputs.addAll(operands.subList(scan.carries() + scan.sequences(), operands.size()));
            inputs.add(new double[] {place});
            List<double[]> outputs = Interpreter.evaluate(scan.body(), inputs);
            carries = outputs.subList(0, scan.carries());
            for (int j = 0; j < stacked.size(); j++) {
                double[] output = outputs.get(scan.carries() + j);
                System.arraycopy(output, 0, stacked.get(j), place * output.length, output.length);
            }
        }
        List<double[]> all = new ArrayList<>(carries);
        all.addAll(stacked);
        return all;
    }
}
