package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Ones;
import org.fascicle.nn.Layer;
import org.junit.jupiter.api.Test;

class DenseTest {
    private static final HostTensor WEIGHT = HostTensor.of(Shape.of(3, 2), 1.0, -1.0, 2.0, 0.5, -3.0, 4.0);
    private static final HostTensor BIAS = HostTensor.of(Shape.of(2), 0.25, -0.5);

    @Test
    void an_output_is_the_weighted_sum_of_the_inputs_plus_a_bias() {
        HostTensor x = HostTensor.of(Shape.of(2, 3), 1.0, 2.0, 3.0, -1.0, 0.0, 0.5);
        double[] y = Forward.of(new Dense(2, new Identity()), x, Map.of("weight", WEIGHT, "bias", BIAS)).toDoubles();
        assertArrayEquals(new double[] {1 + 4 - 9 + 0.25, -1 + 1 + 12 - 0.5, -1 - 1.5 + 0.25, 1 + 2 - 0.5}, y, 1e-12);
    }

    @Test
    void the_activation_comes_last() {
        HostTensor x = HostTensor.of(Shape.of(1, 3), 1.0, 2.0, 3.0);
        double[] y = Forward.of(new Dense(2, new Relu()), x, Map.of("weight", WEIGHT, "bias", BIAS)).toDoubles();
        assertArrayEquals(new double[] {0, 11.5}, y, 1e-12);
    }

    @Test
    void it_works_on_the_last_axis_of_a_sequence() {
        HostTensor x = HostTensor.of(Shape.of(1, 2, 3), 1.0, 0.0, 0.0, 0.0, 1.0, 0.0);
        HostTensor y = Forward.of(new Dense(2, new Identity()), x, Map.of("weight", WEIGHT, "bias", BIAS));
        assertEquals(Shape.of(1, 2, 2), y.type().shape());
        assertArrayEquals(new double[] {1.25, -1.5, 2.25, 0}, y.toDoubles(), 1e-12);
    }

    @Test
    void without_bias_there_is_one_parameter() {
        Dense dense = new Dense(2, new Identity(), false, new Ones(), new Ones());
        assertEquals(Map.of("weight", "[3,2]"), Forward.parameters(dense, TensorType.of(DType.F32, 5, 3)));
    }

    @Test
    void the_network_of_the_first_lesson_has_109386_parameters() {
        Layer network = Sequential.of(new Flatten(), new Dense(128, new Relu()), new Dense(64, new Relu()),
                new Dense(10, new Identity()));
        List<Variable> variables = Forward.trace(network, TensorType.of(DType.F32, 2, 28, 28, 1)).variables();
        assertEquals(109_386, variables.stream().mapToInt(variable -> variable.type().shape().elements()).sum());
    }

    @Test
    void an_input_without_features_is_refused_with_path_and_remedy() {
        Layer network = Sequential.of(new Dense(2, new Relu()));
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(network, TensorType.of(DType.F32, 5)));
        assertEquals("0: dense cannot take f32[5]: it takes [batch…, features]; give each example an axis of features",
                misfit.getMessage());
    }

    @Test
    void integers_are_refused() {
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(new Dense(2, new Relu()), TensorType.of(DType.I32, 5, 3)));
        assertEquals("dense cannot take i32[5,3]: it takes floating features; scale the feature, or turn class numbers "
                + "into columns", misfit.getMessage());
    }
}
