/**
 * From graphs to programs: the passes, in order, and the plan of memory.
 *
 * <p>verify · decompose · simplify · share · remove dead · fuse. Each pass is a small class that maps a graph to a
 * graph with the same inputs, outputs and meaning; the verifier runs between any two.
 */
@Export
@Version("0.1.0")
package org.fascicle.compiler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
