package org.fascicle.graph;

/**
 * What is known of a tensor before it has values.
 *
 * @param dtype element type
 * @param shape extents
 */
public record TensorType(DType dtype, Shape shape) {
    /** A type from its parts. */
    public static TensorType of(DType dtype, int... sizes) {
        return new TensorType(dtype, Shape.of(sizes));
    }

    /** The same shape with another element type. */
    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    /** The same element type with another shape. */
    public TensorType with(Shape other) {
        return new TensorType(dtype, other);
    }

    /** Memory that a value of this type takes, in bytes. */
    public long bytes() {
        return (long) shape.elements() * dtype.bytes();
    }

    @Override
    public String toString() {
        return dtype.text() + shape;
    }
}
