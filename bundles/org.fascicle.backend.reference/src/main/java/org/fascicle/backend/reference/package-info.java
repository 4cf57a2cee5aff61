/**
 * The definition of every operation: plain loops over doubles, a file for each family, meant to be read and to be
 * compared with. It runs any graph, regions included, in f32 and in f64.
 */
@Export
@Version("0.1.0")
package org.fascicle.backend.reference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
