package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Activation;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every activation must do. The whole test of one is {@code class MishTest extends ActivationContract<Mish> {}}.
 *
 * @param <A> the activation
 */
@ConsumerType
public abstract class ActivationContract<A extends Activation> extends ContributionContract<A> {
    private static final double FAR = 30;

    /** Where its derivatives are tried, away from its kinks. */
    protected Values inputs() {
        return Values.awayFromZero(0.1, 3);
    }

    /** Whether its derivative is that of what it computes; a straight-through estimator's is not. */
    protected boolean hasTrueDerivative() {
        return true;
    }

    @Test
    void rank_batch_and_element_type_stay() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (Shape shape : List.of(Shape.of(3, 4), Shape.of(1, 2), Shape.of(2, 3, 4), Shape.of(2, 2, 2, 6))) {
                Tensor[] result = new Tensor[1];
                Trace.of(List.of(new TensorType(dtype, shape)), tensors -> {
                    result[0] = contribution().apply(tensors.getFirst());
                    return List.of(result[0]);
                });
                assertEquals(dtype, result[0].dtype());
                assertEquals(shape.rank(), result[0].rank());
                assertEquals(shape.size(0), result[0].size(0));
            }
        }
    }

    @Test
    void the_examples_of_a_batch_do_not_see_each_other() {
        HostTensor batch = draw(Shape.of(3, 4));
        double[] together = run(batch);
        for (int row = 0; row < 3; row++) {
            double[] alone = run(HostTensor.of(TensorType.of(DType.F64, 1, 4),
                    Arrays.copyOfRange(batch.doubles(), row * 4, row * 4 + 4)));
            for (int i = 0; i < alone.length; i++) {
                assertEquals(alone[i], together[row * alone.length + i], 1e-12);
            }
        }
    }

    @Test
    void derivatives_of_first_and_second_order_are_what_central_differences_say() {
        if (hasTrueDerivative()) {
            GradientCheck.check(tensors -> contribution().apply(tensors.getFirst()), List.of(draw(Shape.of(3, 4))));
            GradientCheck.checkSecond(tensors -> contribution().apply(tensors.getFirst()),
                    List.of(draw(Shape.of(2, 4))));
        }
    }

    @Test
    void nothing_overflows_far_from_zero_nor_breaks_at_it() {
        Graph graph = Trace.of(List.of(TensorType.of(DType.F32, 2, 4)), tensors -> {
            Tensor y = contribution().apply(tensors.getFirst());
            return List.of(y, GradientCheck.weighted(y, 0).gradients(tensors).getFirst());
        }).verify();
        HostTensor x = HostTensor.of(TensorType.of(DType.F32, 2, 4), new double[] {-FAR, FAR, 0, 1, FAR, FAR, -FAR, 0});
        Interpreter.run(graph, Map.of("x0", x)).forEach((name, values) -> {
            for (double value : values.toDoubles()) {
                assertTrue(Double.isFinite(value), () -> (name.equals("y0") ? "the value" : "the derivative") + " is "
                        + value + " for an element of " + Arrays.toString(x.floats()));
            }
        });
    }

    private double[] run(HostTensor x) {
        Graph graph = Trace.of(List.of(x.type()), tensors -> List.of(contribution().apply(tensors.getFirst())));
        return Interpreter.run(graph, Map.of("x0", x)).get("y0").toDoubles();
    }

    private HostTensor draw(Shape shape) {
        return HostTensor.of(new TensorType(DType.F64, shape),
                inputs().draw(shape.elements(), ThreefryRandom.of(1, "activation")));
    }
}
