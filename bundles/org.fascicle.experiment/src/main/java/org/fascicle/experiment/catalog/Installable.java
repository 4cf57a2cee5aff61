package org.fascicle.experiment.catalog;

/**
 * Something that an experiment could name if a bundle were installed.
 *
 * @param kind what it is
 * @param name its name in experiment files
 * @param bundle what to install
 */
public record Installable(Kind kind, String name, String bundle) {
}
