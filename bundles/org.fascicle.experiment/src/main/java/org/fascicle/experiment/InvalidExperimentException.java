package org.fascicle.experiment;

import java.util.List;
import java.util.stream.Collectors;
import org.fascicle.experiment.config.Problem;

/** An experiment that cannot be run, with every mistake in it. */
public final class InvalidExperimentException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    /** All mistakes of one experiment, at least one. */
    public InvalidExperimentException(String source, List<Problem> problems) {
        super(source + (problems.size() == 1 ? " has a mistake:" : " has " + problems.size() + " mistakes:")
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
