package org.fascicle.nn;

import org.fascicle.graph.Shape;

/**
 * How many inputs an output of a layer sums over, and how many outputs an input feeds: from weights stored [in, out] or
 * [kernel…, in, out].
 *
 * @param in fan-in
 * @param out fan-out
 */
public record Fans(int in, int out) {
    /** The fans of a weight; a vector counts as [n, n]. */
    public static Fans of(Shape shape) {
        if (shape.rank() == 0) {
            return new Fans(1, 1);
        }
        if (shape.rank() == 1) {
            return new Fans(shape.size(0), shape.size(0));
        }
        int window = shape.range(0, shape.rank() - 2).elements();
        return new Fans(window * shape.size(-2), window * shape.size(-1));
    }
}
