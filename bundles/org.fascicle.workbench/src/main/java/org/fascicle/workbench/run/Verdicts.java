package org.fascicle.workbench.run;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.experiment.run.Signature.Outputs;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;

/**
 * Outputs of a model as probabilities of classes. Outputs that all lie from 0 to 1 are taken for probabilities, others
 * for logits: several of an example go through a softmax, and one alone, of two classes, through a sigmoid.
 */
final class Verdicts {
    private final double[][] probabilities;
    private final Outputs reading;

    private Verdicts(double[][] probabilities, Outputs reading) {
        this.probabilities = probabilities;
        this.reading = reading;
    }

    /** Whether outputs [batch, …] tell classes apart: one number for each class, or one for two classes. */
    static boolean fits(Shape output, int classes) {
        int columns = output.elements() / output.size(0);
        return output.rank() <= 2 && (columns == classes || columns == 1 && classes == 2);
    }

    /** The verdicts on so many examples, from batches of outputs that fit. */
    static Verdicts of(List<HostTensor> outputs, int classes, int examples) {
        boolean within = outputs.stream().allMatch(output -> IntStream.range(0, output.elements())
                .allMatch(i -> output.get(i) >= 0 && output.get(i) <= 1));
        return of(outputs, classes, examples, within ? Outputs.PROBABILITIES : Outputs.LOGITS);
    }

    /** The same where it is known what outputs are. */
    static Verdicts of(List<HostTensor> outputs, int classes, int examples, Outputs reading) {
        double[][] rows = new double[examples][];
        int next = 0;
        for (HostTensor output : outputs) {
            int size = output.type().shape().size(0);
            int columns = output.elements() / size;
            for (int row = 0; row < size && next < examples; row++) {
                int first = row * columns;
                double[] values = IntStream.range(first, first + columns).mapToDouble(output::get).toArray();
                rows[next++] = columns == classes ? several(values, reading) : one(values[0], reading);
            }
        }
        return new Verdicts(rows, reading);
    }

    private static double[] one(double value, Outputs reading) {
        double p = reading == Outputs.PROBABILITIES ? value : 1 / (1 + Math.exp(-value));
        return new double[] {1 - p, p};
    }

    private static double[] several(double[] values, Outputs reading) {
        if (reading == Outputs.PROBABILITIES) {
            return values;
        }
        double largest = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow();
        double[] powers = IntStream.range(0, values.length).mapToDouble(i -> Math.exp(values[i] - largest)).toArray();
        double sum = IntStream.range(0, values.length).mapToDouble(i -> powers[i]).sum();
        return IntStream.range(0, values.length).mapToDouble(i -> powers[i] / sum).toArray();
    }

    /** What the outputs are taken for. */
    Outputs reading() {
        return reading;
    }

    /** The likeliest class of an example; the first of several that are alike. */
    int best(int example) {
        double[] row = probabilities[example];
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** How sure the model is of a class. */
    double probability(int example, int label) {
        return probabilities[example][label];
    }
}
