/** Files as trees with places, trees as records and back, and every mistake on the way as data. */
@Export
@Version("0.1.0")
package org.fascicle.experiment.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
