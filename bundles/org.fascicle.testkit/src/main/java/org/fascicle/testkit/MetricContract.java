package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every metric must do. The whole test of one is {@code class RecallTest extends MetricContract<Recall> {}}. It is
 * tried with values for each column and with class numbers: on what it takes of the two.
 *
 * @param <M> the metric
 */
@ConsumerType
public abstract class MetricContract<M extends Metric> extends ContributionContract<M> {
    /** What outputs are filled with. */
    protected Values outputs() {
        return Values.between(0.1, 0.9);
    }

    @Test
    void a_batch_adds_a_vector_of_finite_numbers() {
        for (Examples examples : examples()) {
            examples.apply((output, target) -> {
                Tensor part = part(output, target);
                assertEquals(1, part.rank(), () -> "a batch gives " + part);
                return part;
            });
            assertTrue(Double.isFinite(contribution().value(sum(examples))));
            contribution().parts(sum(examples)).forEach((name, value) -> assertTrue(!name.isBlank()
                    && Double.isFinite(value), () -> "the part `" + name + "` is " + value));
        }
    }

    @Test
    void two_batches_add_up_to_the_figure_of_both_together() {
        for (Examples examples : examples()) {
            double[] sum = sum(examples.take(0, 1));
            double[] other = sum(examples.take(2, 3));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other[i];
            }
            assertEquals(contribution().value(sum(examples)), contribution().value(sum), 1e-12);
        }
    }

    private double[] sum(Examples examples) {
        return examples.apply(this::part);
    }

    /** The loss is the mean square of the output: one whose mean over two halves is that over the whole. */
    private Tensor part(Tensor output, Tensor target) {
        return contribution().batch(output, target, output.square().mean());
    }

    private List<Examples> examples() {
        List<Examples> taken = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (boolean classes : new boolean[] {false, true}) {
            Examples examples = Examples.of(classes, outputs());
            try {
                sum(examples);
                taken.add(examples);
            } catch (ShapeException refusal) {
                refusals.add(refusal.getMessage());
            }
        }
        assertFalse(taken.isEmpty(), () -> "it takes neither values nor class numbers: " + refusals);
        return taken;
    }
}
