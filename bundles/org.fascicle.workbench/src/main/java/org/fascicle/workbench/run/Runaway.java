package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.graph.HostTensor;

/**
 * Tells a loss that ran away from one that is merely high. Its numbers are still numbers, since an optimizer that
 * bounds its steps, such as Adam, never leaves their range; but weights so large have lost what they were told.
 *
 * <p>A run breaks off when its loss is above {@value #MULTIPLE} and above that many times what the model's first
 * values lose on the training examples, over two epochs one behind the other. It is no success either when at its end
 * both the loss of the epoch whose weights it keeps and what these weights lose on the training examples are above
 * {@value #LOST} and above that many first losses: weights that tell a thousand times less than those nobody trained.
 * Examples in large units have large first losses, a peak is over after an epoch, a loss that began at all but 0 has
 * to pass the number itself, and where the best epoch is kept, what came behind it does not count: none of them is
 * stopped.
 */
final class Runaway {
    /** A loss above this, and above this many first losses, is not the beginning of anything. */
    static final double MULTIPLE = 1e6;
    /** The same of the weights that a run ends with. */
    static final double LOST = 1e3;
    private double before;

    /** The loss over an epoch that is done. */
    void passed(double loss) {
        before = loss;
    }

    /** Whether a loss calls for a comparison with the first one. */
    boolean isSuspect(double loss) {
        return loss > MULTIPLE && before > MULTIPLE;
    }

    /** Whether the loss of the epoch whose weights a run ends with calls for one. */
    static boolean isSuspectAtEnd(double loss) {
        return loss > LOST;
    }

    /**
     * Why training cannot go on, if it cannot.
     *
     * @param first what the first values lose
     * @param weights the values of all variables
     */
    Optional<String> verdict(int epoch, double loss, double first, Map<String, HostTensor> weights) {
        double bound = MULTIPLE * Math.max(1, first);
        return loss > bound && before > bound ? Optional.of(words(epoch, loss, first, weights)) : Optional.empty();
    }

    /**
     * Why a run is no success although its loss is a number, if it is none.
     *
     * @param loss over the epoch whose weights it ends with
     * @param kept what these weights lose on the training examples
     * @param first what the first values lose on them
     * @param weights the values of all variables
     */
    static Optional<String> verdictAtEnd(int epoch, double loss, double kept, double first,
            Map<String, HostTensor> weights) {
        double bound = LOST * Math.max(1, first);
        // a loss that is no number is not below the bound either
        return loss > bound && !(kept <= bound) ? Optional.of(words(epoch, loss, first, weights)) : Optional.empty();
    }

    private static String words(int epoch, double loss, double first, Map<String, HostTensor> weights) {
        Optional<Map.Entry<String, HostTensor>> largest = weights.entrySet().stream()
                .filter(entry -> Variable.Kind.PARAMETER.isOf(entry.getKey()))
                .max(Comparator.comparingDouble(entry -> size(entry.getValue())));
        return "the train loss of epoch " + epoch + " is " + number(loss) + ", where the first weights had "
                + number(first) + ": " + RunEvent.Failed.DIVERGED + largest.map(entry -> "; the largest weight is "
                        + number(size(entry.getValue())) + ", in " + entry.getKey()
                                .substring(entry.getKey().indexOf('/') + 1)).orElse("");
    }

    private static double size(HostTensor values) {
        return values.type().dtype().isFloating() ? Arrays.stream(values.toDoubles()).map(Math::abs).max().orElse(0)
                : 0;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1e6 || value < 1e-3 ? "%.3e" : "%.4f", value);
    }
}
