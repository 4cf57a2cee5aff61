/** Functions without parameters between two layers. */
@Export
@Version("0.1.0")
package org.fascicle.activations;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
