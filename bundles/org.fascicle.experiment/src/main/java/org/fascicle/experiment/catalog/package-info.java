/** What there is to choose from: kinds of contributions, and a view on those that are present. */
@Export
@Version("0.1.0")
package org.fascicle.experiment.catalog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
