/**
 * The operations, one file each: what it computes, its shape rule, its gradient rule and its text form side by side.
 *
 * <p>{@link org.fascicle.graph.op.Op} is sealed: a switch over it without a {@code default} makes the compiler list
 * what a new operation still lacks.
 */
@Export
@Version("1.1.0")
package org.fascicle.graph.op;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
