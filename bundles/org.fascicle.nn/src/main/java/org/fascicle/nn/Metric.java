package org.fascicle.nn;

import java.util.Map;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A figure over many batches. Each batch adds a vector to a sum that stays on the device; the figure is made of the
 * sum once an epoch, and behind the last one its parts. An implementation is a record.
 */
@ConsumerType
public interface Metric {
    /**
     * What a batch adds: a vector whose length depends on the shapes alone.
     *
     * @param output what the model gives: [batch, …]
     * @param target what it should give
     * @param loss the mean loss of the batch, a scalar
     */
    Tensor batch(Tensor output, Tensor target, Tensor loss);

    /**
     * The same where other features of the batch matter, such as what tells a group from others: read them with
     * {@link Scope#input}. Without a word on it they do not.
     *
     * @param scope the inputs of the batch
     */
    default Tensor batch(Tensor output, Tensor target, Tensor loss, Scope scope) {
        return batch(output, target, loss);
    }

    /** The figure from the sum over all batches. */
    double value(double[] sum);

    /**
     * What the sum tells beside the figure, by name: such as the figure of each class, or the counts of a table, named
     * by row and column. None unless a metric says so.
     */
    default Map<String, Double> parts(double[] sum) {
        return Map.of();
    }

    /** Whether a larger figure is a better one. */
    default boolean largerIsBetter() {
        return true;
    }
}
