package org.fascicle.contribution;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Options that do not fit together, thrown by the constructor of a record that can tell each mistake apart; one that
 * has a single thing to say throws an {@link IllegalArgumentException}.
 */
public final class InvalidOptionsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<Mistake> mistakes;

    /**
     * A mistake.
     *
     * @param path where below the record, such as {@code nodes.decoder.from}; empty for the record as a whole
     * @param found what is there
     * @param expected what should be
     * @param hint what to do, or empty
     * @param names where what was found is a name, those that may have been meant
     */
    public record Mistake(String path, String found, String expected, String hint, List<String> names) {
        public Mistake {
            names = List.copyOf(names);
        }

        /** A mistake that is not in a name. */
        public Mistake(String path, String found, String expected, String hint) {
            this(path, found, expected, hint, List.of());
        }
    }

    /** All mistakes of one record, at least one. */
    public InvalidOptionsException(List<Mistake> mistakes) {
        super(mistakes.stream().map(mistake -> (mistake.path().isEmpty() ? "" : mistake.path() + ": ") + "expected "
                + mistake.expected() + ", found " + mistake.found()
                + (mistake.hint().isEmpty() ? "" : "; " + mistake.hint())).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** The same of a record that holds these options as one of its own. */
    public InvalidOptionsException within(String option) {
        return new InvalidOptionsException(mistakes.stream()
                .map(mistake -> new Mistake(mistake.path().isEmpty() ? option : option + "." + mistake.path(),
                        mistake.found(), mistake.expected(), mistake.hint(), mistake.names())).toList());
    }
}
