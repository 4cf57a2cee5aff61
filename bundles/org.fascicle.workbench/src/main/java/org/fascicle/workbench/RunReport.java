package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;
import org.fascicle.experiment.run.RunRecord;

/**
 * How a run ended.
 *
 * @param record what is kept of it
 * @param folder where
 * @param hint what to do where it failed; may be empty
 * @param cause what was thrown where it failed, if anything was
 */
public record RunReport(RunRecord record, Path folder, String hint, Optional<Throwable> cause) {
}
