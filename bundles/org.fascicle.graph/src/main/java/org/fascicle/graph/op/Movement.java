package org.fascicle.graph.op;

/** Puts elements elsewhere without arithmetic on them. */
public sealed interface Movement extends Op permits Broadcast, Concatenate, Pad, Reshape, Reverse, Slice,
        Transpose {
}
