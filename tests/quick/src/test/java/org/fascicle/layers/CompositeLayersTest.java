package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.junit.jupiter.api.Test;

class CompositeLayersTest {
    private static final HostTensor WEIGHT = HostTensor.of(Shape.of(2, 2), 0.0, 1.0, -1.0, 0.0);
    private static final HostTensor BIAS = HostTensor.of(Shape.of(2), 10.0, 20.0);
    private static final HostTensor X = HostTensor.of(Shape.of(1, 2), 3.0, 5.0);

    @Test
    void sequential_takes_its_layers_from_first_to_last() {
        Layer layer = Sequential.of(new Dense(2, new Identity()), new ActivationLayer(new Relu()));
        double[] y = Forward.of(layer, X, Map.of("0.weight", WEIGHT, "0.bias", BIAS)).toDoubles();
        assertArrayEquals(new double[] {10 - 5, 20 + 3}, y);
    }

    @Test
    void an_empty_sequence_is_the_identity() {
        assertEquals(X, Forward.of(Sequential.of(), X, Map.of()));
    }

    @Test
    void residual_adds_its_input() {
        Layer layer = new Residual(List.of(new Dense(2, new Identity())));
        double[] y = Forward.of(layer, X, Map.of("0.weight", WEIGHT, "0.bias", BIAS)).toDoubles();
        assertArrayEquals(new double[] {3 + 5, 5 + 23}, y);
    }

    @Test
    void paths_show_where_a_parameter_stands() {
        Layer layer = Sequential.of(new Flatten(), new Residual(List.of(new Dense(2, new Relu()))),
                Sequential.of(new Dense(1, new Identity())));
        assertEquals(Map.of("1.0.weight", "[2,2]", "1.0.bias", "[2]", "2.0.weight", "[2,1]", "2.0.bias", "[1]"),
                Forward.parameters(layer, TensorType.of(DType.F32, 5, 2)));
    }

    @Test
    void residual_refuses_layers_that_change_the_shape_with_path_shapes_and_remedy() {
        Layer layer = Sequential.of(new Flatten(), new Residual(List.of(new Dense(3, new Relu()))));
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(layer, TensorType.of(DType.F32, 5, 2)));
        assertEquals("1: residual cannot take f32[5,2] and f32[5,3]: it adds its input to what its layers give, so "
                + "both have one shape; let its last layer give [2] for each example", misfit.getMessage());
    }

    @Test
    void flatten_makes_one_row_major_axis_of_all_but_the_batch() {
        HostTensor image = HostTensor.of(Shape.of(2, 2, 1, 2), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
        HostTensor flat = Forward.of(new Flatten(), image, Map.of());
        assertEquals(Shape.of(2, 4), flat.type().shape());
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, flat.toDoubles());
    }

    @Test
    void flatten_gives_a_list_of_numbers_one_feature_each() {
        assertEquals(Shape.of(3, 1), Forward.of(new Flatten(), HostTensor.of(Shape.of(3), 1.0, 2.0, 3.0), Map.of())
                .type().shape());
    }
}
