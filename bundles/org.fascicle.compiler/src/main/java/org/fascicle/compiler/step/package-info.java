/**
 * From a model to steps: {@link org.fascicle.compiler.step.Tracer} writes model, loss, gradients and optimizer into one
 * graph, {@link org.fascicle.compiler.step.Learner} runs it over batches.
 */
@Export
@Version("0.1.0")
package org.fascicle.compiler.step;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
