package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.run.RunSet;

/**
 * Several runs of one experiment as their folder tells them.
 *
 * @param name name of the folder
 * @param folder where they are
 * @param summary what they come to together, by what the runs have kept; empty where the set cannot be read
 * @param runs those of them that have begun, in their order, without their epochs
 * @param problems what cannot be read, and why
 */
public record StoredSet(String name, Path folder, Optional<RunSet> summary, List<StoredRun> runs,
        List<String> problems) {
    public StoredSet {
        runs = List.copyOf(runs);
        problems = List.copyOf(problems);
    }
}
