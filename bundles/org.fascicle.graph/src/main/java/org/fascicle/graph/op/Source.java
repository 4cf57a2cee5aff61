package org.fascicle.graph.op;

/** Makes values from no floating operand. */
public sealed interface Source extends Op permits Constant, Input, Iota, RandomBits {
}
