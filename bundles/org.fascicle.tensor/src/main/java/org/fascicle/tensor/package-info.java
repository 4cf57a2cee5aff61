/**
 * Symbolic tensors: the fluent way to write a graph. A {@link org.fascicle.tensor.Tensor} is a node and the emitter
 * that grows its graph; calling a method emits, nothing is computed.
 */
@Export
@Version("1.0.0")
package org.fascicle.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
