/** Figures over an epoch. */
@Export
@Version("0.1.0")
package org.fascicle.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
