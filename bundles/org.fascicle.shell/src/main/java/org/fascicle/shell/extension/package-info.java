/** How a bundle adds a command. */
@Export
@Version("0.1.0")
package org.fascicle.shell.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
