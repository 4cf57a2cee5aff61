package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every loss must do. The whole test of one is {@code class HuberTest extends LossContract<Huber> {}}. It is tried
 * with values for each column and with class numbers: on what it takes of the two.
 *
 * @param <L> the loss
 */
@ConsumerType
public abstract class LossContract<L extends Loss> extends ContributionContract<L> {
    private static final int[] TWICE = {0, 1, 2, 3, 0, 1, 2, 3};
    private static final int[] REVERSED = {3, 2, 1, 0};

    /** What outputs are filled with; a loss of probabilities takes them between 0 and 1. */
    protected Values outputs() {
        return Values.between(0.1, 0.9);
    }

    /** Whether it is a mean over the batch, which the example of a loss should be. */
    protected boolean isMean() {
        return true;
    }

    @Test
    void it_takes_values_or_class_numbers_and_gives_one_finite_number() {
        for (Examples examples : examples()) {
            examples.apply((output, target) -> {
                Tensor loss = contribution().apply(output, target);
                assertEquals(Shape.SCALAR, loss.shape());
                assertEquals(output.dtype(), loss.dtype());
                return loss;
            });
            assertTrue(Double.isFinite(loss(examples)), () -> "the loss is " + loss(examples));
        }
    }

    @Test
    void it_is_a_mean_over_the_batch_whose_order_does_not_count() {
        for (Examples examples : examples()) {
            assertEquals(loss(examples), loss(examples.take(REVERSED)), 1e-12, "examples in reverse");
            if (isMean()) {
                assertEquals(loss(examples), loss(examples.take(TWICE)), 1e-12, "every example twice");
            }
        }
    }

    @Test
    void derivatives_by_the_output_are_what_central_differences_say() {
        for (Examples examples : examples()) {
            GradientCheck.check(tensors -> contribution().apply(tensors.getFirst(),
                    constant(tensors.getFirst(), examples)), List.of(examples.output()));
        }
    }

    @Test
    void it_falls_along_its_gradient() {
        for (Examples examples : examples()) {
            double before = loss(examples);
            double[] gradient = examples.apply((output, target) ->
                    contribution().apply(output, target).gradients(List.of(output)).getFirst());
            double[] values = examples.output().toDoubles();
            boolean moved = false;
            for (int i = 0; i < values.length; i++) {
                moved |= gradient[i] != 0;
                values[i] -= 1e-4 * gradient[i];
            }
            assertTrue(moved, "the gradient is zero everywhere");
            double after = loss(new Examples(HostTensor.of(examples.output().type(), values), examples.target()));
            assertTrue(after < before, () -> "from " + before + " to " + after);
        }
    }

    private double loss(Examples examples) {
        return examples.apply(contribution()::apply)[0];
    }

    private List<Examples> examples() {
        List<Examples> taken = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (boolean classes : new boolean[] {false, true}) {
            Examples examples = Examples.of(classes, outputs());
            try {
                loss(examples);
                taken.add(examples);
            } catch (ShapeException refusal) {
                refusals.add(refusal.getMessage());
            }
        }
        assertFalse(taken.isEmpty(), () -> "it takes neither values nor class numbers: " + refusals);
        return taken;
    }

    private static Tensor constant(Tensor output, Examples examples) {
        return output.constant(examples.target().type(),
                DoubleStream.of(examples.target().toDoubles()).boxed().toList());
    }
}
