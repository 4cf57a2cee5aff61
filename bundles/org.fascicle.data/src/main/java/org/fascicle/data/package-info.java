/** Where examples come from: datasets, their splits, and batches of them. */
@Export
@Version("1.2.0")
package org.fascicle.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
