package org.fascicle.nn;

/** A piece of a network: a {@link Layer} of one tensor, or a {@link MergeLayer} of several. */
public sealed interface Block permits Layer, MergeLayer {
}
