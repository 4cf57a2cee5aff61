package org.fascicle.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Events as JSON, one object a line, with the type under {@code event}. */
public final class EventJson {
    private final JsonMapper mapper = Json.mapper();

    /** An event in one line, without its end. */
    public String write(RunEvent event) {
        try {
            return mapper.writerFor(RunEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("every event can be written", impossible);
        }
    }

    /**
     * The event of a line; fields that it has beyond this form are passed over.
     *
     * @throws IOException when the line is no event, such as one that was cut off
     */
    public RunEvent read(String line) throws IOException {
        RunEvent event;
        try {
            event = mapper.readValue(line, RunEvent.class);
        } catch (JsonProcessingException noEvent) {
            throw new IOException("this line is no event of a run: " + Json.reason(noEvent), noEvent);
        }
        if (event == null) {
            throw new IOException("this line is no event of a run: it is " + line);
        }
        return event;
    }
}
