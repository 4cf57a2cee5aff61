/** What an experiment is, and its file: read, checked, and written with every default spelled out. */
@Export
@Version("0.1.0")
package org.fascicle.experiment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
