package org.fascicle.experiment.run;

import java.time.Instant;
import java.util.List;

/**
 * A run that went on where it had been broken off.
 *
 * @param when the moment
 * @param epoch epochs that were done
 * @param step steps that were done
 * @param notes what was not as it had been, such as another version of a bundle
 */
public record Resumption(Instant when, int epoch, long step, List<String> notes) {
    public Resumption {
        notes = notes == null ? List.of() : List.copyOf(notes);
    }
}
