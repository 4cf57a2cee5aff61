/** Where graphs run, as contracts: a backend opens sessions, a session compiles graphs and holds buffers. */
@Export
@Version("1.0.0")
package org.fascicle.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
