package org.fascicle.graph.op;

import org.osgi.annotation.versioning.ProviderType;

/** Puts elements elsewhere without arithmetic on them. */
@ProviderType
public sealed interface Movement extends Op permits Broadcast, Concatenate, Pad, Reshape, Reverse, Slice,
        Transpose {
}
