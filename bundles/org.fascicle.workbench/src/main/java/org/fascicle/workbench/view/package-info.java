/** What people look at: a model in a table, and what is known of a run when it is drawn. */
@Export
@Version("0.1.0")
package org.fascicle.workbench.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
