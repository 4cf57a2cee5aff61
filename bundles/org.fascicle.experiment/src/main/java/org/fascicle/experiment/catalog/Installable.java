package org.fascicle.experiment.catalog;

/**
 * Something that an experiment could name if a bundle were installed, or in order.
 *
 * @param kind what it is
 * @param name its name in experiment files
 * @param bundle the bundle that would bring it
 * @param remedy what to do to have it
 */
public record Installable(Kind kind, String name, String bundle, String remedy) {
}
