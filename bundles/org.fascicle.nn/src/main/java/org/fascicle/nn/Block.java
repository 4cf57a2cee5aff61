package org.fascicle.nn;

import org.osgi.annotation.versioning.ConsumerType;

/** A piece of a network: a {@link Layer} of one tensor, or a {@link MergeLayer} of several. */
@ConsumerType
public sealed interface Block permits Layer, MergeLayer {
}
