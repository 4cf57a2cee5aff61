package org.fascicle.launcher;

/**
 * One bundle as a feature names it.
 *
 * @param feature the feature's name
 * @param coordinates which bundle
 * @param sha256 the sum of its bytes in lower-case hexadecimal, or empty where the feature gives none
 * @param startLevel when it starts
 */
public record FeatureBundle(String feature, Coordinates coordinates, String sha256, int startLevel) { }
