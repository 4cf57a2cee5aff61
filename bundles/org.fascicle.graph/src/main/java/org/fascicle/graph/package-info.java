/**
 * The language of Fascicle: typed, immutable graphs of tensor operations.
 *
 * <p>A {@link org.fascicle.graph.Graph} is a list of {@link org.fascicle.graph.Node}s in topological order. An
 * {@link org.fascicle.graph.Emitter} grows one, {@link org.fascicle.graph.Gradients} extends one by its derivative,
 * {@link org.fascicle.graph.Rewrite} maps one to another. What a node computes is its
 * {@link org.fascicle.graph.op.Op}.
 */
@Export
@Version("1.0.0")
package org.fascicle.graph;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
