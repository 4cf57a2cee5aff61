/**
 * What a network is made of, as contracts: layers, activations, losses, optimizers, schedules, initializers, metrics.
 */
@Export
@Version("1.2.0")
package org.fascicle.nn;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
