package org.fascicle.workbench.run;

import org.fascicle.backend.Limits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.workbench.data.FilesOfUse;

/**
 * A request whose words have all become things.
 *
 * @param text what was written, with all changes
 * @param experiment what it means
 * @param reader what it was read with
 * @param backend where it will run
 * @param limits what it may use
 * @param files where its data is looked for
 * @param profile whether every step is measured
 */
public record Prepared(ExperimentText text, Experiment experiment, ExperimentReader reader, BackendChoice backend,
        Limits limits, FilesOfUse files, boolean profile) {
}
