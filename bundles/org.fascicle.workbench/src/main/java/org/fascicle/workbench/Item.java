package org.fascicle.workbench;

/**
 * Something that is there.
 *
 * @param kind such as {@code layer}, {@code backend}, {@code experiment}, {@code plugin}
 * @param name its name
 * @param about what it is; may be empty
 * @param bundle symbolic name of the bundle that brings it
 * @param version version of that bundle
 */
public record Item(String kind, String name, String about, String bundle, String version) {
}
