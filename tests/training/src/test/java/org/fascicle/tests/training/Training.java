package org.fascicle.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;

/**
 * A run of the command line, as its events tell it.
 *
 * @param events all of them
 */
record Training(List<JsonObject> events) {
    /** Runs an experiment to its end, which must be a good one. */
    static Training of(CommandLine fascicle, String experiment, String... options) {
        return of(fascicle.run(Stream.concat(Stream.of("run", experiment, "--json"), Stream.of(options))
                .toArray(String[]::new)));
    }

    /** What a command has printed. */
    static Training of(Outcome outcome) {
        assertEquals(0, outcome.exitCode(), () -> outcome.err() + outcome.out());
        assertEquals(List.of(), outcome.errLines());
        // several runs are announced, and end with their mean
        List<JsonObject> events = outcome.json().stream()
                .filter(event -> !event.getString("event").startsWith("runs.")).toList();
        assertEquals("run.started", events.getFirst().getString("event"));
        assertEquals("run.finished", events.getLast().getString("event"));
        assertEquals("done", events.getLast().getString("status"));
        return new Training(events);
    }

    /** Number of trained values. */
    int parameters() {
        return events.getFirst().getInt("parameters");
    }

    private List<JsonObject> epochs() {
        List<JsonObject> epochs = events.stream().filter(event -> event.getString("event").equals("epoch")).toList();
        assertTrue(!epochs.isEmpty(), events::toString);
        return epochs;
    }

    /** A figure at the end of each epoch, over the examples of one part of the data. */
    double[] each(String part, String figure) {
        return epochs().stream().mapToDouble(epoch -> figure(epoch, part, figure)).toArray();
    }

    /** A figure over the test examples, at the end. */
    double test(String figure) {
        return figure(events.getLast(), "test", figure);
    }

    private static double figure(JsonObject event, String part, String figure) {
        return event.getJsonObject(part).getJsonNumber(figure).doubleValue();
    }

    /** A figure over the test examples, at the end of each run. */
    double[] tests(String figure) {
        return events.stream().filter(event -> event.getString("event").equals("run.finished"))
                .mapToDouble(event -> figure(event, "test", figure)).toArray();
    }

    /** Everything that was measured, in the digits that were printed: each number to its last bit. */
    List<String> figures() {
        return events.stream().flatMap(event -> event.entrySet().stream())
                .filter(entry -> List.of("train", "validation", "test").contains(entry.getKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue()).toList();
    }
}
