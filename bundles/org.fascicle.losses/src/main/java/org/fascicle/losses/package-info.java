/** What training makes small. */
@Export
@Version("0.1.0")
package org.fascicle.losses;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
