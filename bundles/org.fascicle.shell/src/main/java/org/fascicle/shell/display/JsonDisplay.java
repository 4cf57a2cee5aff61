package org.fascicle.shell.display;

import java.io.PrintStream;
import org.fascicle.experiment.run.EventJson;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;

/** A run for programs: each event as a line of JSON. */
public final class JsonDisplay implements RunListener {
    private final PrintStream out;
    private final EventJson json = new EventJson();

    /** A display on a stream that has nothing else. */
    public JsonDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void event(RunEvent event) {
        out.println(json.write(event));
        out.flush();
    }
}
