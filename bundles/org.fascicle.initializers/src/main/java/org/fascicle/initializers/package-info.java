/** First values of parameters, drawn once on the host. */
@Export
@Version("0.1.0")
package org.fascicle.initializers;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
