/** How parameters follow their gradients, and how the learning rate moves. */
@Export
@Version("0.1.0")
package org.fascicle.optimizers;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
