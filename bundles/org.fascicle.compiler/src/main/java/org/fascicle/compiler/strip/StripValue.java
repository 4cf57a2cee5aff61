package org.fascicle.compiler.strip;

import org.fascicle.graph.Node;

/**
 * What a strip takes of a value.
 *
 * @param rows the axis along which it takes its own places
 * @param columns the axis along which it may need only the first ones
 */
record StripValue(Node node, Cut rows, Cut columns) {
}
