package org.fascicle.workbench.experiment;

import java.net.URL;
import org.osgi.framework.Version;

/**
 * An experiment that a bundle brings.
 *
 * @param name the name of its file, without the ending
 * @param bundle symbolic name of the bundle
 * @param version version of the bundle
 * @param file its text, inside the bundle
 */
public record NamedExperiment(String name, String bundle, Version version, URL file) {
}
