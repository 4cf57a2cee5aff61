package org.fascicle.workbench.run;

import java.io.IOException;
import java.util.Map;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunEvent;

/** What a run leaves behind while it goes on. Where it cannot be written, the run fails: it would be lost. */
public interface Journal {
    /** An epoch is done. */
    void epoch(RunEvent.Epoch epoch) throws IOException;

    /** The newest state; it takes the place of the one before. */
    void checkpoint(Checkpoint checkpoint) throws IOException;

    /**
     * The state of the best epoch so far; it takes the place of the one before.
     *
     * @param words what made it the best
     */
    void best(Checkpoint checkpoint, Map<String, String> words) throws IOException;

    /** The state of the best epoch, as it was kept last. */
    Checkpoint best() throws IOException;
}
