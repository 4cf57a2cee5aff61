package org.fascicle.graph.op;

import org.osgi.annotation.versioning.ProviderType;

/** Makes values from no floating operand. */
@ProviderType
public sealed interface Source extends Op permits Constant, Input, Iota, RandomBits {
}
