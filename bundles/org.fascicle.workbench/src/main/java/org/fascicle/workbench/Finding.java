package org.fascicle.workbench;

/**
 * One thing that the doctor has to say.
 *
 * @param area what it is about: {@code bundle}, {@code component}, {@code catalog}, {@code backend}, {@code data}
 * @param subject whom it concerns, such as a bundle's or a dataset's name
 * @param fine false where something is not as it should be
 * @param text what is there, or why something is not, with the remedy
 */
public record Finding(String area, String subject, boolean fine, String text) {
    /** All is well. */
    public static Finding fine(String area, String subject, String text) {
        return new Finding(area, subject, true, text);
    }

    /** Something is missing or broken. */
    public static Finding fault(String area, String subject, String text) {
        return new Finding(area, subject, false, text);
    }
}
