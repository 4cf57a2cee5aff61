package org.fascicle.graph.op;

import org.osgi.annotation.versioning.ProviderType;

/** Each element of the result depends on the elements of the operands at the same place; all shapes are equal. */
@ProviderType
public sealed interface Elementwise extends Op permits Unary, Binary, Compare, Select, Cast {
}
