package org.fascicle.data;

import java.util.Optional;

/**
 * What a dataset holds.
 *
 * @param train examples to learn from
 * @param validation examples to watch training by, where they may not be drawn from the others, as in texts; where
 *        there are none, an experiment takes its validation part from the training examples
 * @param test examples that the dataset's authors set aside
 * @param fingerprint what identifies the content
 */
public record Splits(Split train, Optional<Split> validation, Optional<Split> test, Fingerprint fingerprint) {
    /** Splits without a validation part of their own. */
    public Splits(Split train, Optional<Split> test, Fingerprint fingerprint) {
        this(train, Optional.empty(), test, fingerprint);
    }
}
