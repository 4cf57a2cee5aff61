/** What a contribution is: a record that is its configuration, and a service that makes it. */
@Export
@Version("1.1.0")
package org.fascicle.contribution;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
