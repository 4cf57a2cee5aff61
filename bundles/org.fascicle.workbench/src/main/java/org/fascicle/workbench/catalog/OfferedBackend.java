package org.fascicle.workbench.catalog;

import org.fascicle.backend.Backend;

/**
 * A backend that is present.
 *
 * @param name its name
 * @param bundle symbolic name of the bundle that brings it
 * @param version version of that bundle
 * @param backend the backend
 */
public record OfferedBackend(String name, String bundle, String version, Backend backend) {
}
