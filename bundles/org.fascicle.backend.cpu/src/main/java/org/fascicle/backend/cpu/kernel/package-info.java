/**
 * Kernels that a plug-in brings for its own operations on this backend. Without one, an operation runs as its body
 * says.
 */
@Export
@Version("1.0.0")
package org.fascicle.backend.cpu.kernel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
