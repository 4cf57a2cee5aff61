package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;

/**
 * A run as its folder tells it.
 *
 * @param name name of the folder
 * @param folder where it is
 * @param record what was kept; empty where that cannot be read
 * @param epochs the epochs that can be read; empty in a listing
 * @param problems what cannot be read, and why
 */
public record StoredRun(String name, Path folder, Optional<RunRecord> record, List<RunEvent.Epoch> epochs,
        List<String> problems) {
    public StoredRun {
        epochs = List.copyOf(epochs);
        problems = List.copyOf(problems);
    }
}
