/**
 * Contracts as tests: a plug-in's whole test is one subclass, such as
 * {@code class SnakeTest extends LayerContract<Snake> {}}.
 *
 * <p>{@link org.fascicle.testkit.OpTable} has one row for each operation; it drives the tests of the operations
 * themselves and, through {@link org.fascicle.testkit.BackendContract}, those of every backend.
 */
@Export
@Version("0.1.0")
package org.fascicle.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
