package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationType;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossType;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricType;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.OptimizerType;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleType;
import org.fascicle.nn.Scope;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;

/** Contributions that break a contract, each in one way: the contract must see it, and nothing else. */
class ContractsTest {
    /** {@code x + sin²(αx)/α}: a stranger's layer that is right. */
    public record Snake(@Min(1e-6) double alpha) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Tensor a = scope.parameter("alpha", Shape.of(x.size(-1)), Initializer.constant(alpha));
            return x.plus(a.times(x).sin().square().over(a));
        }

        public static final class Type implements LayerType<Snake> {
            @Override
            public Snake example() {
                return new Snake(1);
            }
        }
    }

    static final class SnakeContract extends LayerContract<Snake> {
    }

    @Test
    void a_sound_layer_passes() {
        assertEquals(Map.of(), Verdicts.failures(new SnakeContract()));
    }

    /** Its one option is far below its range. */
    public record Ranged(@Min(1) double rate) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x.times(rate);
        }

        public static final class Type implements LayerType<Ranged> {
            @Override
            public Ranged example() {
                return new Ranged(0.5);
            }
        }
    }

    static final class RangedContract extends LayerContract<Ranged> {
    }

    @Test
    void a_default_outside_its_range_is_told() {
        assertEquals(Map.of("its_defaults_lie_in_their_ranges", "rate is 0.5, below 1.0 ==> expected: <true> but was: "
                + "<false>"), Verdicts.failures(new RangedContract()));
    }

    /** An array makes a record that never equals another. */
    public record Arrayed(double[] factors) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x.times(factors[0]);
        }

        public static final class Type implements LayerType<Arrayed> {
            @Override
            public Arrayed example() {
                return new Arrayed(new double[] {2});
            }
        }
    }

    static final class ArrayedContract extends LayerContract<Arrayed> {
    }

    @Test
    void a_record_that_does_not_equal_its_twin_is_told() {
        assertEquals(Set.of("its_options_are_its_whole_identity"), Verdicts.failures(new ArrayedContract()).keySet());
    }

    /** Its gradient is half of what it should be. */
    public record Wrong() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return Trace.custom("test.wrong", List.of(x), operands -> operands.getFirst().square(),
                    operands -> List.of(operands.get(0).times(operands.get(1))));
        }

        public static final class Type implements LayerType<Wrong> {
            @Override
            public Wrong example() {
                return new Wrong();
            }
        }
    }

    static final class WrongContract extends LayerContract<Wrong> {
    }

    @Test
    void a_wrong_derivative_is_told_with_its_place() {
        Map<String, String> failures = Verdicts.failures(new WrongContract());
        assertEquals(Set.of("derivatives_are_what_central_differences_say"), failures.keySet());
        String message = failures.values().iterator().next();
        assertTrue(message.startsWith("the derivative by parameter/input differs in"), message);
    }

    /** Its parameter has the shape of the whole batch, which it also mixes. */
    public record Batched() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Tensor weight = scope.parameter("weight", x.shape(), Initializer.constant(1));
            return x.times(weight).sum(0);
        }

        public static final class Type implements LayerType<Batched> {
            @Override
            public Batched example() {
                return new Batched();
            }
        }
    }

    static final class BatchedContract extends LayerContract<Batched> {
    }

    @Test
    void a_layer_that_depends_on_the_batch_is_told() {
        assertEquals(Set.of("the_first_axis_is_the_batch_and_no_other_axis_depends_on_it",
                "its_variables_depend_neither_on_the_batch_nor_on_training"),
                Verdicts.failures(new BatchedContract()).keySet());
    }

    /** Another number in each trace. */
    public record Forgetful() implements Layer {
        private static final AtomicInteger TRACES = new AtomicInteger();

        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x.plus(TRACES.incrementAndGet());
        }

        public static final class Type implements LayerType<Forgetful> {
            @Override
            public Forgetful example() {
                return new Forgetful();
            }
        }
    }

    static final class ForgetfulContract extends LayerContract<Forgetful> {
    }

    @Test
    void a_layer_that_remembers_is_told() {
        assertEquals(Set.of("equal_traces_give_equal_graphs_and_equal_runs_equal_bits"),
                Verdicts.failures(new ForgetfulContract()).keySet());
    }

    /** Takes the mean over the batch away, and overflows. */
    public record Mixing() implements Activation {
        @Override
        public Tensor apply(Tensor x) {
            return x.times(x).exp().minus(x.meanKeeping(0));
        }

        public static final class Type implements ActivationType<Mixing> {
            @Override
            public Mixing example() {
                return new Mixing();
            }
        }
    }

    static final class MixingContract extends ActivationContract<Mixing> {
    }

    @Test
    void an_activation_that_mixes_examples_or_overflows_is_told() {
        assertEquals(Set.of("the_examples_of_a_batch_do_not_see_each_other",
                "nothing_overflows_far_from_zero_nor_breaks_at_it"), Verdicts.failures(new MixingContract()).keySet());
    }

    /** A sum where a mean is asked for. */
    public record Summed() implements Loss {
        @Override
        public Tensor apply(Tensor output, Tensor target) {
            return output.minus(target.cast(output.dtype())).square().sum();
        }

        public static final class Type implements LossType<Summed> {
            @Override
            public Summed example() {
                return new Summed();
            }
        }
    }

    static final class SummedContract extends LossContract<Summed> {
    }

    @Test
    void a_loss_that_grows_with_the_batch_is_told() {
        assertEquals(Set.of("it_is_a_mean_over_the_batch_whose_order_does_not_count"),
                Verdicts.failures(new SummedContract()).keySet());
    }

    /** The mean of means of batches, which short batches falsify. */
    public record Averaged() implements Metric {
        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            return loss.reshape(1);
        }

        @Override
        public double value(double[] sum) {
            return sum[0];
        }

        public static final class Type implements MetricType<Averaged> {
            @Override
            public Averaged example() {
                return new Averaged();
            }
        }
    }

    static final class AveragedContract extends MetricContract<Averaged> {
    }

    @Test
    void a_metric_that_does_not_add_up_is_told() {
        assertEquals(Set.of("two_batches_add_up_to_the_figure_of_both_together"),
                Verdicts.failures(new AveragedContract()).keySet());
    }

    /** Up instead of down, and divides by a gradient that may be 0. */
    public record Uphill(double learningRate) implements Optimizer {
        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return parameter.plus(gradient.over(gradient.abs()).times(slots.learningRate()));
        }

        public static final class Type implements OptimizerType<Uphill> {
            @Override
            public Uphill example() {
                return new Uphill(0.01);
            }
        }
    }

    static final class UphillContract extends OptimizerContract<Uphill> {
    }

    @Test
    void an_optimizer_that_climbs_or_divides_by_zero_is_told() {
        assertEquals(Set.of("it_goes_down_a_bowl_in_f32_and_in_f64",
                "a_parameter_that_nothing_depends_on_stays_finite"),
                Verdicts.failures(new UphillContract()).keySet());
    }

    /** One value too few. */
    public record Short() implements Initializer {
        @Override
        public double[] values(Shape shape, ThreefryRandom random) {
            return new double[Math.max(0, shape.elements() - 1)];
        }

        public static final class Type implements InitializerType<Short> {
            @Override
            public Short example() {
                return new Short();
            }
        }
    }

    static final class ShortContract extends InitializerContract<Short> {
    }

    @Test
    void an_initializer_of_the_wrong_length_is_told() {
        assertEquals(Set.of("there_is_a_finite_value_for_each_element"),
                Verdicts.failures(new ShortContract()).keySet());
    }

    /** Falls below zero. */
    public record Linear() implements Schedule {
        @Override
        public double learningRate(double base, Progress progress) {
            return base - 0.01 * progress.step();
        }

        public static final class Type implements ScheduleType<Linear> {
            @Override
            public Linear example() {
                return new Linear();
            }
        }
    }

    static final class LinearContract extends ScheduleContract<Linear> {
    }

    @Test
    void a_schedule_that_falls_below_zero_is_told() {
        assertEquals(Set.of("every_rate_is_finite_and_not_negative"),
                Verdicts.failures(new LinearContract()).keySet());
    }
}
