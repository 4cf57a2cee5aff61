/** What a run tells: events while it runs, and a record with its provenance that stays. */
@Export
@Version("0.1.0")
package org.fascicle.experiment.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
