package org.fascicle.workbench.catalog;

/**
 * A contribution that was left out.
 *
 * @param subject what it would be, such as {@code layer snake}
 * @param bundle symbolic name and version of the bundle that brings it
 * @param reason why it was left out
 */
public record Fault(String subject, String bundle, String reason) {
    /** In one line. */
    @Override
    public String toString() {
        return subject + " of " + bundle + " is left out: " + reason;
    }
}
