/** The workbench as a service: runs experiments, tells what is there and what is wrong, keeps past runs. */
@Export
@Version("0.1.0")
package org.fascicle.workbench;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
