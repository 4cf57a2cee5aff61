package org.fascicle.backend;

/**
 * Something that computes.
 *
 * @param name unique in its backend, such as {@code cpu}
 * @param description for people: model, cores, memory
 */
public record Device(String name, String description) {
}
