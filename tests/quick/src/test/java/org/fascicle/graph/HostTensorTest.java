package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HostTensorTest {
    @Test
    void an_array_has_the_type_and_length_that_the_tensor_says() {
        TensorType type = TensorType.of(DType.F32, 2, 3);
        assertEquals("f32[2,3] is held by a float[] of 6, not by a float[] of 5",
                assertThrows(IllegalArgumentException.class, () -> new HostTensor(type, new float[5])).getMessage());
        assertEquals("f32[2,3] is held by a float[] of 6, not by a double[] of 6",
                assertThrows(IllegalArgumentException.class, () -> new HostTensor(type, new double[6])).getMessage());
        assertEquals("f32[2,3] has 6 elements, not 7",
                assertThrows(IllegalArgumentException.class, () -> HostTensor.of(type, new double[7])).getMessage());
    }

    @Test
    void values_are_rounded_to_the_element_type() {
        double[] values = {-1.75, 0, 200.5, 3e9};
        assertArrayEquals(new double[] {-1.75, 0, 200.5, 3e9}, rounded(DType.F64, values));
        assertArrayEquals(new double[] {-1.75, 0, 200.5, 3e9f}, rounded(DType.F32, values));
        assertArrayEquals(new double[] {-1, 0, 200, Integer.MAX_VALUE}, rounded(DType.I32, values));
        assertArrayEquals(new double[] {255, 0, 200, 255}, rounded(DType.U8, values));
        assertArrayEquals(new double[] {1, 0, 1, 1}, rounded(DType.BOOL, values));
        assertEquals((float) 0.1, HostTensor.of(Shape.of(1), 0.1f).get(0));
    }

    @Test
    void tensors_are_equal_by_type_and_values_and_a_copy_is_its_own() {
        HostTensor tensor = HostTensor.of(Shape.of(2), 1f, Float.NaN);
        HostTensor copy = tensor.copy();
        assertEquals(tensor, copy);
        assertEquals(tensor.hashCode(), copy.hashCode());
        copy.set(0, 2);
        assertNotEquals(tensor, copy);
        assertNotEquals(tensor, HostTensor.of(Shape.of(2, 1), 1f, Float.NaN));
        assertEquals(1, tensor.get(0));
    }

    @Test
    void a_shape_counts_axes_from_either_end() {
        Shape shape = Shape.of(2, 3, 4);
        assertEquals(4, shape.size(-1));
        assertEquals(24, shape.elements());
        assertArrayEquals(new int[] {12, 4, 1}, shape.strides());
        assertEquals(Shape.of(2, 4), shape.without(1));
        assertEquals(Shape.of(2, 3, 4, 5), shape.inserting(-1, 5));
        assertEquals(Shape.of(5, 2, 3, 4), shape.inserting(0, 5));
        assertEquals(1, Shape.SCALAR.elements());
        assertEquals("no axis 3 in [2,3,4]",
                assertThrows(IllegalArgumentException.class, () -> shape.size(3)).getMessage());
        assertEquals("a shape has no negative extent: [2, -1]",
                assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -1)).getMessage());
        assertThrows(ArithmeticException.class, () -> Shape.of(1 << 16, 1 << 16).elements());
    }

    private static double[] rounded(DType dtype, double[] values) {
        return HostTensor.of(TensorType.of(dtype, values.length), values).toDoubles();
    }
}
