package org.fascicle.experiment;

import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.config.Problem;
import org.fascicle.graph.ShapeException;

/** Reads and writes experiments. */
public final class ExperimentReader {
    private final Contributions contributions;

    /** A reader that takes names for what these contributions are. */
    public ExperimentReader(Contributions contributions) {
        this.contributions = contributions;
    }

    /**
     * The experiment that a text describes.
     *
     * @throws InvalidExperimentException with every mistake in it
     */
    public Experiment read(ExperimentText text) throws InvalidExperimentException {
        throw new UnsupportedOperationException(contributions.toString());
    }

    /** The experiment as YAML with every default spelled out; reading it gives an equal one. */
    public String write(Experiment experiment) {
        throw new UnsupportedOperationException();
    }

    /** A shape that does not fit, at the place of its layer in the text. */
    public Problem problem(ExperimentText text, ShapeException mismatch) {
        throw new UnsupportedOperationException();
    }
}
