package org.fascicle.graph.op;

import org.osgi.annotation.versioning.ProviderType;

/** Reads or writes rows at places that are known at run time only. */
@ProviderType
public sealed interface Indexing extends Op permits DynamicSlice, DynamicUpdate, Gather, ScatterAdd {
}
