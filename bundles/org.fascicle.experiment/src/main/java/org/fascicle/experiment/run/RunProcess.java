package org.fascicle.experiment.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that trains a run. The moment of its start tells it from a later process that was given its number.
 *
 * @param id its number on its machine; 0 where nobody knows
 * @param started when it began, as the operating system tells
 */
public record RunProcess(long id, Instant started) {
    /** The process of a record that names none. */
    public static final RunProcess UNKNOWN = new RunProcess(0, Instant.EPOCH);

    /** Systems round the moment, and count it from a boot that they do not know to the second. */
    private static final Duration SAME = Duration.ofSeconds(5);

    public RunProcess {
        started = started == null ? Instant.EPOCH : started;
    }

    /** This process. */
    public static RunProcess current() {
        ProcessHandle self = ProcessHandle.current();
        return new RunProcess(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Whether it runs no more on this machine; not so where nobody knows. */
    public boolean hasEnded() {
        if (id <= 0) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(id).filter(ProcessHandle::isAlive);
        return process.isEmpty() || process.get().info().startInstant().filter(start -> !started.equals(Instant.EPOCH)
                && Duration.between(started, start).abs().compareTo(SAME) > 0).isPresent();
    }
}
