package org.fascicle.graph.op;

/** Each element of the result depends on the elements of the operands at the same place; all shapes are equal. */
public sealed interface Elementwise extends Op permits Unary, Binary, Compare, Select, Cast {
}
