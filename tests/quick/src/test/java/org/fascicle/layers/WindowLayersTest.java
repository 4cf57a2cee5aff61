package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Ones;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Layer;
import org.fascicle.testkit.LayerContract;
import org.fascicle.testkit.Values;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowLayersTest {
    /** 1 to 9 as an image of one channel. */
    private static final HostTensor NINE = HostTensor.of(Shape.of(1, 3, 3, 1), 1.0, 2, 3, 4, 5, 6, 7, 8, 9);
    /** 1 to 5 as a sequence of one feature. */
    private static final HostTensor FIVE = HostTensor.of(Shape.of(1, 5, 1), 1.0, 2, 3, 4, 5);

    @Nested
    class Conv1dTest extends LayerContract<Conv1d> {
    }

    @Nested
    class Conv2dTest extends LayerContract<Conv2d> {
    }

    @Nested
    class Conv3dTest extends LayerContract<Conv3d> {
    }

    @Nested
    class MaxPool1dTest extends LayerContract<MaxPool1d> {
        @Override
        protected Values inputs() {
            return Values.distinct();
        }
    }

    @Nested
    class MaxPool2dTest extends LayerContract<MaxPool2d> {
        @Override
        protected Values inputs() {
            return Values.distinct();
        }
    }

    @Nested
    class AveragePool1dTest extends LayerContract<AveragePool1d> {
    }

    @Nested
    class AveragePool2dTest extends LayerContract<AveragePool2d> {
    }

    @Nested
    class GlobalAveragePool1dTest extends LayerContract<GlobalAveragePool1d> {
    }

    @Nested
    class GlobalAveragePool2dTest extends LayerContract<GlobalAveragePool2d> {
    }

    @Nested
    class GlobalMaxPool2dTest extends LayerContract<GlobalMaxPool2d> {
        @Override
        protected Values inputs() {
            return Values.distinct();
        }
    }

    @Test
    void a_filter_is_laid_on_the_image_without_being_turned_round() {
        HostTensor weight = HostTensor.of(Shape.of(2, 2, 1, 1), 1.0, 10, 100, 1000);
        double[] y = Given.use(new Conv2d(1, 2, "valid", new Identity()), Map.of("x", NINE, "weight", weight,
                "bias", HostTensor.of(Shape.of(1), 0.5))).numbers();
        assertArrayEquals(new double[] {5421.5, 6532.5, 8754.5, 9865.5}, y);
    }

    @Test
    void same_padding_puts_the_odd_place_at_the_end() {
        HostTensor weight = HostTensor.of(Shape.of(2, 1, 1), 1.0, 10);
        assertArrayEquals(new double[] {21, 32, 43, 54, 5}, Given.use(sum(1, "same", 1, 2),
                Map.of("x", FIVE, "weight", weight)).numbers());
        // with a stride of 2 there are three positions, and nothing has to be added but behind
        assertArrayEquals(new double[] {21, 43, 5}, Given.use(sum(2, "same", 1, 2),
                Map.of("x", FIVE, "weight", weight)).numbers());
    }

    @Test
    void stride_padding_and_dilation_choose_the_places() {
        HostTensor weight = HostTensor.of(Shape.of(2, 1, 1), 1.0, 10);
        // padded: 0 1 2 3 4 5 0; windows of places 0 and 2, 2 and 4, 4 and 6
        assertArrayEquals(new double[] {20, 2 + 40, 4}, Given.use(sum(2, "1", 2, 2),
                Map.of("x", FIVE, "weight", weight)).numbers());
    }

    @Test
    void groups_keep_their_channels_apart() {
        Layer layer = new Conv1d(4, List.of(1), List.of(1), "valid", Border.ZEROS, List.of(1), 2, new Identity(), false,
                new Ones(), new Zeros());
        HostTensor x = HostTensor.of(Shape.of(1, 1, 4), 1.0, 2, 10, 20);
        HostTensor weight = HostTensor.of(Shape.of(1, 2, 4), 1.0, 0, 1, 0, 0, 1, 0, 1);
        // the first two filters see channels 0 and 1, the others 2 and 3
        assertArrayEquals(new double[] {1, 2, 10, 20}, Given.use(layer, Map.of("x", x, "weight", weight)).numbers());
    }

    @Test
    void the_border_may_mirror_repeat_or_go_round() {
        HostTensor weight = HostTensor.of(Shape.of(5, 1, 1), 10000.0, 1000, 100, 10, 1);
        double[] first = {32123, 11123, 45123};
        double[] last = {34543, 34555, 34512};
        Border[] borders = {Border.REFLECT, Border.REPLICATE, Border.CIRCULAR};
        for (int i = 0; i < borders.length; i++) {
            Layer layer = new Conv1d(1, List.of(5), List.of(1), "2", borders[i], List.of(1), 1, new Identity(), false,
                    new Ones(), new Zeros());
            double[] y = Given.use(layer, Map.of("x", FIVE, "weight", weight)).numbers();
            assertEquals(first[i], y[0], borders[i].toString());
            assertEquals(last[i], y[4], borders[i].toString());
        }
    }

    @Test
    void lenet_5_has_61706_parameters() {
        Layer lenet = Sequential.of(new Conv2d(6, 5, "same", new Relu()), new MaxPool2d(2),
                new Conv2d(16, 5, "valid", new Relu()), new MaxPool2d(2), new Flatten(),
                new Dense(120, new Relu()), new Dense(84, new Relu()), new Dense(10, new Identity()));
        List<Variable> variables = Forward.trace(lenet, TensorType.of(DType.F32, 2, 28, 28, 1)).variables();
        assertEquals(61_706, variables.stream().mapToInt(variable -> variable.type().shape().elements()).sum());
    }

    @Test
    void the_maximum_is_that_of_each_window_and_channel() {
        HostTensor x = HostTensor.of(Shape.of(1, 2, 2, 2), 1.0, -8, 2, -7, 3, -6, 4, -5);
        assertArrayEquals(new double[] {4, -5}, Given.use(new MaxPool2d(2), Map.of("x", x)).numbers());
    }

    @Test
    void padding_never_wins_a_maximum() {
        HostTensor x = HostTensor.of(Shape.of(1, 3, 1), -1.0, -2, -3);
        Layer pool = new MaxPool1d(List.of(2), Optional.of(List.of(2)), "1", List.of(1), false);
        assertArrayEquals(new double[] {-1, -2}, Given.use(pool, Map.of("x", x)).numbers());
    }

    @Test
    void ceil_mode_keeps_a_last_window_that_starts_inside() {
        Layer floor = new MaxPool1d(List.of(2), Optional.empty(), "valid", List.of(1), false);
        Layer ceil = new MaxPool1d(List.of(2), Optional.empty(), "valid", List.of(1), true);
        assertArrayEquals(new double[] {2, 4}, Given.use(floor, Map.of("x", FIVE)).numbers());
        assertArrayEquals(new double[] {2, 4, 5}, Given.use(ceil, Map.of("x", FIVE)).numbers());
    }

    @Test
    void ceil_mode_drops_a_last_window_that_starts_in_the_padding() {
        HostTensor four = HostTensor.of(Shape.of(1, 3, 1), 1.0, 2, 3);
        // padded: 0 1 2 3 0; a third window of two would start at the fifth place, which is padding
        Layer pool = new AveragePool1d(List.of(2), Optional.of(List.of(2)), "1", true, true);
        assertArrayEquals(new double[] {0.5, 2.5}, Given.use(pool, Map.of("x", four)).numbers());
    }

    @Test
    void padding_counts_in_the_mean_only_when_told() {
        Layer counting = new AveragePool1d(List.of(3), Optional.of(List.of(2)), "1", false, true);
        Layer leaving = new AveragePool1d(List.of(3), Optional.of(List.of(2)), "1", false, false);
        assertArrayEquals(new double[] {1, 3, 3}, Given.use(counting, Map.of("x", FIVE)).numbers(), 1e-12);
        assertArrayEquals(new double[] {1.5, 3, 4.5}, Given.use(leaving, Map.of("x", FIVE)).numbers(), 1e-12);
    }

    @Test
    void what_ceil_mode_adds_never_counts_in_the_mean() {
        Layer pool = new AveragePool1d(List.of(2), Optional.empty(), "valid", true, true);
        assertArrayEquals(new double[] {1.5, 3.5, 5}, Given.use(pool, Map.of("x", FIVE)).numbers(), 1e-12);
    }

    @Test
    void a_mean_over_an_image_is_taken_row_by_column() {
        Layer pool = new AveragePool2d(List.of(2), Optional.of(List.of(1)), "valid", false, true);
        assertArrayEquals(new double[] {3, 4, 6, 7}, Given.use(pool, Map.of("x", NINE)).numbers(), 1e-12);
    }

    @Test
    void global_pools_leave_one_number_for_each_channel() {
        assertArrayEquals(new double[] {5}, Given.use(new GlobalAveragePool2d(), Map.of("x", NINE)).numbers());
        assertArrayEquals(new double[] {9}, Given.use(new GlobalMaxPool2d(), Map.of("x", NINE)).numbers());
    }

    @Test
    void the_mean_over_a_sequence_leaves_its_padding_out() {
        HostTensor x = HostTensor.of(Shape.of(3, 2, 1), 1.0, 2, 3, Double.NaN, Double.NaN, Double.NaN);
        Layer pool = new GlobalAveragePool1d(Optional.of("lengths"));
        assertArrayEquals(new double[] {1.5, 3, 0}, Given.use(pool, Map.of("x", x,
                "lengths", HostTensor.of(Shape.of(3), 2, 1, 0))).numbers());
    }

    @Test
    void an_image_without_channels_is_refused_with_path_and_remedy() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(
                Sequential.of(new Conv2d(2, 3, "valid", new Relu())), TensorType.of(DType.F32, 5, 28, 28)));
        assertEquals("0: conv2d cannot take f32[5,28,28]: it takes floating [batch, height, width, channels]; give it "
                + "an axis of channels, of extent 1 where there is one channel", misfit.getMessage());
    }

    @Test
    void an_image_smaller_than_the_window_is_refused() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(
                Sequential.of(new MaxPool2d(4)), TensorType.of(DType.F32, 5, 3, 3, 1)));
        assertEquals("0", misfit.path());
    }

    @Test
    void options_that_cannot_be_are_named_together() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Conv2d(2, List.of(3, 3, 3), List.of(1),
                "1,1,1", Border.ZEROS, List.of(1), 1, new Identity(), true, new Ones(), new Zeros())).getMessage();
        assertEquals("kernelSize holds one number, or 2, not 3; padding holds one number, or 2, not 3", message);
        assertEquals("5 filters cannot be dealt out to 2 groups", assertThrows(IllegalArgumentException.class,
                () -> new Conv2d(5, List.of(3), List.of(1), "same", Border.ZEROS, List.of(1), 2, new Identity(), true,
                        new Ones(), new Zeros())).getMessage());
        assertEquals("padding is same, valid, a number, or a number for each axis such as `1, 0`; not `half`",
                assertThrows(IllegalArgumentException.class, () -> new Conv2d(5, 3, "half", new Relu())).getMessage());
        assertEquals("padding is at most half the window: 2 around a window of 3", assertThrows(
                IllegalArgumentException.class, () -> new MaxPool2d(List.of(3), Optional.empty(), "2", List.of(1),
                        false)).getMessage());
    }

    private static Layer sum(int stride, String padding, int dilation, int size) {
        return new Conv1d(1, List.of(size), List.of(stride), padding, Border.ZEROS, List.of(dilation), 1,
                new Identity(), false, new Ones(), new Zeros());
    }
}
