package org.fascicle.graph.op;

/** Reads or writes rows at places that are known at run time only. */
public sealed interface Indexing extends Op permits DynamicSlice, DynamicUpdate, Gather, ScatterAdd {
}
