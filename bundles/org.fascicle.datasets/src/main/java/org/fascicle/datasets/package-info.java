/** Datasets: drawn digits, tables, MNIST and Fashion-MNIST from their files, texts, and small problems in the plane. */
@Export
@Version("0.1.0")
package org.fascicle.datasets;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
