package org.fascicle.experiment.config;

import java.util.Optional;

/**
 * An option as people see it.
 *
 * @param name its name
 * @param type in words, such as {@code whole number} or {@code list of layers}
 * @param defaultValue as YAML; empty where the option is required
 * @param range such as {@code at least 1}; empty where there is none
 * @param about what it does; may be empty
 */
public record Option(String name, String type, Optional<String> defaultValue, String range, String about) {
    /** Whether it must be given. */
    public boolean required() {
        return defaultValue.isEmpty();
    }
}
