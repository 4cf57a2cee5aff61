/** Layers, and layers made of layers. */
@Export
@Version("0.1.0")
package org.fascicle.layers;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
