package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every layer must do. The whole test of a layer is {@code class SnakeTest extends LayerContract<Snake> {}}.
 *
 * @param <L> the layer
 */
@ConsumerType
public abstract class LayerContract<L extends Layer> extends ContributionContract<L> {
    private static final List<Integer> BATCHES = List.of(1, 2, 5);

    /** What its input is filled with; integers are 0 and 1 unless a test says otherwise. */
    protected Values inputs() {
        return input().dtype().isFloating() ? Values.awayFromZero(0.05, 2) : Values.truths();
    }

    /** Whether its derivative is that of what it computes; a straight-through estimator's is not. */
    protected boolean hasTrueDerivative() {
        return true;
    }

    @Test
    void the_first_axis_is_the_batch_and_no_other_axis_depends_on_it() {
        Shape example = output(BATCHES.getFirst()).shape().without(0);
        for (int batch : BATCHES) {
            TensorType output = output(batch);
            assertEquals(example.inserting(0, batch), output.shape(), batch + " examples of " + input());
            assertTrue(!input().dtype().isFloating() || output.dtype() == input().dtype(),
                    () -> "the output is " + output);
        }
    }

    @Test
    void its_variables_depend_neither_on_the_batch_nor_on_training() {
        List<String> described = trial(DType.F32).variables(BATCHES.getFirst(), true);
        for (int batch : BATCHES) {
            assertEquals(described, trial(DType.F32).variables(batch, true), "in training on " + batch + " examples");
            assertEquals(described, trial(DType.F32).variables(batch, false), "in use on " + batch + " examples");
        }
    }

    @Test
    void it_runs_in_training_and_in_use_and_gives_finite_numbers() {
        for (boolean training : new boolean[] {true, false}) {
            Map<String, HostTensor> results = trial(DType.F32).run(3, training);
            results.forEach((name, values) -> {
                for (double value : values.toDoubles()) {
                    assertTrue(Double.isFinite(value), () -> name + " has " + value + ", training: " + training);
                }
            });
        }
    }

    @Test
    void equal_traces_give_equal_graphs_and_equal_runs_equal_bits() {
        for (boolean training : new boolean[] {true, false}) {
            String graph = trial(DType.F32).graph(2, training).toString();
            assertEquals(graph, trial(DType.F32).graph(2, training).toString());
            assertEquals(trial(DType.F32).run(2, training), trial(DType.F32).run(2, training));
        }
    }

    @Test
    void derivatives_are_what_central_differences_say() {
        assumeTrue(hasTrueDerivative(), "its derivative is its author's choice");
        LayerTrial trial = trial(DType.F64);
        StepGraph step = trial.step(3);
        Map<String, HostTensor> values = trial.values(step);
        Map<String, HostTensor> results = trial.run(step, values);
        for (Variable variable : step.variables()) {
            if (variable.kind() == Variable.Kind.PARAMETER) {
                GradientCheck.compare(variable.key(), trial.gradient(variable.key(), values, results),
                        at -> trial.objective(step, values, variable.key(), at),
                        values.get(variable.key()).toDoubles());
            }
        }
    }

    @Test
    void a_step_of_gradient_descent_lowers_a_loss() {
        LayerTrial trial = trial(DType.F64);
        StepGraph step = trial.step(3);
        Map<String, HostTensor> values = trial.values(step);
        assumeTrue(trial.moves(step, values), "nothing in it can be learned");
        assertTrue(trial.descends(step, values), "the loss falls along the gradient at none of the rates tried");
    }

    private TensorType output(int batch) {
        return trial(DType.F32).graph(batch, false).output(StepGraph.OUTPUT).type();
    }

    private TensorType input() {
        return ((LayerType<L>) type()).exampleInputs().getFirst();
    }

    private LayerTrial trial(DType dtype) {
        return new LayerTrial(contribution(), input(), inputs(), dtype);
    }
}
