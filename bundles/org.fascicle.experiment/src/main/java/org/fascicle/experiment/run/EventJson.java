package org.fascicle.experiment.run;

/** Events as JSON, one object a line, with the type under {@code event}. */
public final class EventJson {
    /** An event in one line, without its end. */
    public String write(RunEvent event) {
        throw new UnsupportedOperationException(event.toString());
    }

    /** The event of a line; fields that it has beyond this form are passed over. */
    public RunEvent read(String line) {
        throw new UnsupportedOperationException(line);
    }
}
