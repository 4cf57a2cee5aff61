package org.fascicle.tests.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.List;

/**
 * How a command ended.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Outcome(int exitCode, String out, String err) {

    /** {@return the lines of standard output} */
    public List<String> outLines() {
        return out.lines().toList();
    }

    /** {@return the lines of standard output as the objects that {@code --json} promises} */
    public List<JsonObject> json() {
        return out.lines().map(line -> {
            try (JsonReader reader = Json.createReader(new StringReader(line))) {
                return reader.readObject();
            } catch (JsonParsingException e) {
                throw new AssertionError("no JSON: \"" + line + "\" in: " + out + err, e);
            }
        }).toList();
    }

    /** {@return the lines of standard error, without the one that the JVM prints about incubating modules} */
    public List<String> errLines() {
        return err.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
    }
}
