package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every optimizer must do. The whole test of one is {@code class LionTest extends OptimizerContract<Lion> {}}.
 *
 * @param <O> the optimizer
 */
@ConsumerType
public abstract class OptimizerContract<O extends Optimizer> extends ContributionContract<O> {
    private static final int STEPS = 60;
    private static final double START = 2;

    @Test
    void its_learning_rate_is_above_zero() {
        assertTrue(contribution().learningRate() > 0, () -> "the rate is " + contribution().learningRate());
    }

    @Test
    void it_goes_down_a_bowl_in_f32_and_in_f64() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            List<Double> losses = losses(dtype, STEPS);
            losses.forEach(loss -> assertTrue(Double.isFinite(loss), losses::toString));
            assertTrue(losses.getLast() < losses.getFirst(), () -> "on a bowl the loss went " + losses);
        }
    }

    @Test
    void equal_runs_give_equal_bits() {
        assertEquals(losses(DType.F32, 5), losses(DType.F32, 5));
    }

    @Test
    void a_parameter_that_nothing_depends_on_stays_finite() {
        StepGraph step = step(DType.F32);
        Map<String, HostTensor> values = values(step, DType.F32);
        for (int number = 0; number < 3; number++) {
            run(step, values, number);
        }
        for (double value : values.get("parameter/idle").toDoubles()) {
            assertTrue(Double.isFinite(value), () -> "with a gradient of 0 a parameter became " + value);
        }
    }

    /** A matrix, a vector and a scalar that the loss draws to 0, more steeply in some directions, and an idle one. */
    private record Bowl() implements Layer, Loss {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Tensor matrix = scope.parameter("matrix", Shape.of(3, 4), Initializer.constant(START));
            Tensor vector = scope.parameter("vector", Shape.of(4), Initializer.constant(-START));
            Tensor scalar = scope.parameter("scalar", Shape.SCALAR, Initializer.constant(START));
            scope.parameter("idle", Shape.of(2), Initializer.constant(START));
            Tensor steepness = matrix.iota(matrix.type(), 1).plus(1).times(0.25);
            return matrix.square().times(steepness).sum().plus(vector.square().sum()).plus(scalar.square()).reshape(1);
        }

        @Override
        public Tensor apply(Tensor output, Tensor target) {
            return output.sum().times(0.5);
        }
    }

    private List<Double> losses(DType dtype, int steps) {
        StepGraph step = step(dtype);
        Map<String, HostTensor> values = values(step, dtype);
        List<Double> losses = new ArrayList<>();
        for (int number = 0; number < steps; number++) {
            run(step, values, number);
            double[] sum = values.get("metric/loss").toDoubles();
            losses.add(sum[0]);
            values.put("metric/loss", HostTensor.zeros(values.get("metric/loss").type()));
        }
        return losses;
    }

    private StepGraph step(DType dtype) {
        Bowl bowl = new Bowl();
        List<Feature> features = List.of(Feature.of(Task.INPUT, TensorType.of(DType.F32)),
                Feature.of(Task.TARGET, TensorType.of(DType.F32)));
        return new Tracer(new Task(bowl, bowl, contribution(), Map.of(), features), dtype).training(1);
    }

    private Map<String, HostTensor> values(StepGraph step, DType dtype) {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        step.graph().inputs().forEach(input -> values.put(input.op().name(), HostTensor.zeros(input.type())));
        for (Variable variable : step.variables()) {
            values.put(variable.key(), variable.initial(1));
        }
        values.put("learning-rate", HostTensor.of(TensorType.of(dtype), new double[] {contribution().learningRate()}));
        return values;
    }

    private static void run(StepGraph step, Map<String, HostTensor> values, int number) {
        values.put("step", HostTensor.of(Shape.SCALAR, number));
        Map<String, HostTensor> results = Interpreter.run(step.graph().verify(), values);
        step.graph().aliases().forEach((input, output) -> values.put(input, results.get(output)));
    }
}
