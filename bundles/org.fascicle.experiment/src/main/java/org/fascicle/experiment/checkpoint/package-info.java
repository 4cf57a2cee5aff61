/** Tensors in files: the safetensors format, and checkpoints on top of it. */
@Export
@Version("0.1.0")
package org.fascicle.experiment.checkpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
