package org.fascicle.data;

import java.util.Optional;

/**
 * What a dataset holds.
 *
 * @param train examples to learn from; the experiment takes its validation part from them
 * @param test examples that the dataset's authors set aside
 * @param fingerprint what identifies the content
 */
public record Splits(Split train, Optional<Split> test, Fingerprint fingerprint) {
}
