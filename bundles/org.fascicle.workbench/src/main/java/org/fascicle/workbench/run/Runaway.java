package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.HostTensor;

/**
 * Tells a loss that ran away from one that is merely high. Its numbers are still numbers, since an optimizer that
 * bounds its steps, such as Adam, never leaves their range; but weights so large have lost what they were told.
 *
 * <p>A loss has run away when it is above {@value #MULTIPLE} and above that many times what the model's first values
 * lose, over two epochs one behind the other, or over the last epoch. Examples in large units have large first losses,
 * a peak is over after an epoch, and a loss that began at all but 0 has to pass the number itself: none of them is
 * stopped.
 */
final class Runaway {
    /** A loss above this, and above this many first losses, is not the beginning of anything. */
    static final double MULTIPLE = 1e6;
    private double before;

    /** The loss over an epoch that is done. */
    void passed(double loss) {
        before = loss;
    }

    /** Whether a loss calls for a comparison with the first one. */
    boolean isSuspect(double loss, boolean last) {
        return loss > MULTIPLE && (last || before > MULTIPLE);
    }

    /**
     * Why training cannot go on, if it cannot.
     *
     * @param first what the first values lose
     * @param weights the values of all variables
     */
    Optional<String> verdict(int epoch, double loss, boolean last, double first, Map<String, HostTensor> weights) {
        double bound = MULTIPLE * Math.max(1, first);
        if (!(loss > bound && (last || before > bound))) {
            return Optional.empty();
        }
        Optional<Map.Entry<String, HostTensor>> largest = weights.entrySet().stream()
                .filter(entry -> Variable.Kind.PARAMETER.isOf(entry.getKey()))
                .max(Comparator.comparingDouble(entry -> size(entry.getValue())));
        return Optional.of("the train loss of epoch " + epoch + " is " + number(loss) + ", where the first weights had "
                + number(first) + ": training diverged" + largest.map(entry -> "; the largest weight is "
                        + number(size(entry.getValue())) + ", in " + entry.getKey()
                                .substring(entry.getKey().indexOf('/') + 1)).orElse(""));
    }

    private static double size(HostTensor values) {
        return values.type().dtype().isFloating() ? Arrays.stream(values.toDoubles()).map(Math::abs).max().orElse(0)
                : 0;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1e6 || value < 1e-3 ? "%.3e" : "%.4f", value);
    }
}
