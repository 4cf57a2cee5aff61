package org.fascicle.graph;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * Values in host memory: what batches, checkpoints and initial weights are made of. The array is the caller's to read
 * and write, row-major: {@code float[]} for f32, {@code double[]} for f64, {@code int[]} for i32, {@code byte[]} for u8
 * and bool (0 or 1).
 *
 * @param type element type and shape
 * @param array a primitive array with exactly {@code type.shape().elements()} elements
 */
public record HostTensor(TensorType type, Object array) {
    public HostTensor {
        Class<?> expected = arrayType(type.dtype());
        if (array.getClass() != expected || Array.getLength(array) != type.shape().elements()) {
            throw new IllegalArgumentException(type + " is held by a " + expected.getSimpleName() + " of "
                    + type.shape().elements() + ", not by a " + array.getClass().getSimpleName()
                    + (array.getClass().isArray() ? " of " + Array.getLength(array) : ""));
        }
    }

    /** Zeros of a type. */
    public static HostTensor zeros(TensorType type) {
        Class<?> element = arrayType(type.dtype()).componentType();
        return new HostTensor(type, Array.newInstance(element, type.shape().elements()));
    }

    public static HostTensor of(Shape shape, float... values) {
        return new HostTensor(new TensorType(DType.F32, shape), values);
    }

    public static HostTensor of(Shape shape, double... values) {
        return new HostTensor(new TensorType(DType.F64, shape), values);
    }

    public static HostTensor of(Shape shape, int... values) {
        return new HostTensor(new TensorType(DType.I32, shape), values);
    }

    /** Values given as doubles, rounded to the element type. */
    public static HostTensor of(TensorType type, double[] values) {
        HostTensor tensor = zeros(type);
        if (values.length != tensor.elements()) {
            throw new IllegalArgumentException(type + " has " + tensor.elements() + " elements, not " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            tensor.set(i, values[i]);
        }
        return tensor;
    }

    public float[] floats() {
        return (float[]) array;
    }

    public double[] doubles() {
        return (double[]) array;
    }

    public int[] ints() {
        return (int[]) array;
    }

    public byte[] bytes() {
        return (byte[]) array;
    }

    /** Number of elements. */
    public int elements() {
        return Array.getLength(array);
    }

    /** One element, whatever its type; bytes are unsigned. */
    public double get(int index) {
        return switch (type.dtype()) {
            case F32 -> floats()[index];
            case F64 -> doubles()[index];
            case I32 -> ints()[index];
            case U8, BOOL -> bytes()[index] & 0xff;
        };
    }

    /** Sets one element, rounded to the element type. */
    public void set(int index, double value) {
        switch (type.dtype()) {
            case F32 -> floats()[index] = (float) value;
            case F64 -> doubles()[index] = value;
            case I32 -> ints()[index] = (int) value;
            case U8 -> bytes()[index] = (byte) (int) value;
            case BOOL -> bytes()[index] = (byte) (value != 0 ? 1 : 0);
        }
    }

    /** All elements as doubles. */
    public double[] toDoubles() {
        double[] values = new double[elements()];
        Arrays.setAll(values, this::get);
        return values;
    }

    /** A copy with an array of its own. */
    public HostTensor copy() {
        HostTensor copy = zeros(type);
        System.arraycopy(array, 0, copy.array, 0, elements());
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostTensor(TensorType otherType, Object otherArray) && type.equals(otherType)
                && Arrays.deepEquals(new Object[] {array}, new Object[] {otherArray});
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {array});
    }

    @Override
    public String toString() {
        return type + " on the host";
    }

    private static Class<?> arrayType(DType dtype) {
        return switch (dtype) {
            case F32 -> float[].class;
            case F64 -> double[].class;
            case I32 -> int[].class;
            case U8, BOOL -> byte[].class;
        };
    }
}
