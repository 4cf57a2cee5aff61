package org.fascicle.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.run.RunEvent.Epoch;
import org.fascicle.experiment.run.RunEvent.Failed;
import org.fascicle.experiment.run.RunEvent.Finished;
import org.fascicle.experiment.run.RunEvent.Resumed;
import org.fascicle.experiment.run.RunEvent.SetFinished;
import org.fascicle.experiment.run.RunEvent.SetResumed;
import org.fascicle.experiment.run.RunEvent.SetStarted;
import org.fascicle.experiment.run.RunEvent.Started;
import org.junit.jupiter.api.Test;

class RunEventTest {
    private final EventJson json = new EventJson();

    @Test
    void events_are_written_with_their_type_and_in_the_order_of_their_fields() {
        assertEquals("{\"event\":\"run.started\",\"run\":\"digits-1\",\"experiment\":\"digits\",\"seed\":1,"
                + "\"backend\":\"cpu\",\"device\":\"cpu\",\"parameters\":109386}",
                json.write(new Started("digits-1", "digits", 1, "cpu", "cpu", 109386, 0)));
        assertTrue(json.write(new Started("digits-1", "digits", 1, "cpu", "cpu", 109386, 4))
                .endsWith("\"parameters\":109386,\"fold\":4}"));
        assertEquals("{\"event\":\"epoch\",\"epoch\":1,\"step\":125,\"seconds\":0.5,\"examplesPerSecond\":16000.0,"
                + "\"train\":{\"loss\":0.25},\"validation\":{}}",
                json.write(new Epoch(1, 125, 0.5, 16000, Map.of("loss", 0.25), Map.of(), Map.of())));
        assertEquals("{\"event\":\"run.finished\",\"run\":\"digits-1\",\"status\":\"done\",\"seconds\":2.5,"
                + "\"epochs\":5,\"test\":{\"accuracy\":0.98},\"peakMemoryMiB\":12.5,\"folder\":\"runs/digits-1\"}",
                json.write(new Finished("digits-1", Status.DONE, 2.5, 5, Map.of("accuracy", 0.98), 12.5,
                "runs/digits-1")));
        assertEquals("{\"event\":\"run.failed\",\"reason\":\"the disk is full\",\"hint\":\"\"}",
                json.write(new Failed("the disk is full", "")));
    }

    @Test
    void what_is_written_reads_as_an_equal_event() throws Exception {
        for (RunEvent event : List.of(new Started("a", "b", Long.MIN_VALUE, "c", "d\n\"", Long.MAX_VALUE, 0),
                new Epoch(3, 4, 0.1, Double.NaN, Map.of("loss", Double.POSITIVE_INFINITY, "accuracy", 1e-300),
                        Map.of("loss", Double.NEGATIVE_INFINITY), Map.of("loss", 0.5)),
                new Resumed("a", "b", 1, "c", "d", 2, 3, 400, 64, List.of("another build"), 5),
                new Finished("a", Status.INTERRUPTED, 1, 2, Map.of(), 3, "f"), new Failed("r", "h"),
                new SetStarted("s", "b", List.of(1L, 2L), 3, List.of("seed-1-fold-1"), "f"),
                new SetResumed("s", "b", List.of("seed-1", "seed-2"), 1, "f"),
                new SetFinished("s", Status.DONE, List.of("seed-1", "seed-2"), 2, Map.of(), Map.of(),
                        Map.of("loss", new Spread(0.5, 0.125, 0.25, 0.25, 0.75, 2)), "f"))) {
            String line = json.write(event);
            assertEquals(1, line.lines().count());
            assertEquals(event, json.read(line));
        }
    }

    @Test
    void a_profile_is_written_with_its_rows() throws Exception {
        RunProfile profile = new RunProfile(2.5, new RunProfile.Programs(2, 2, 9, 349, 106),
                new RunProfile.Kernels(80, 7), new RunProfile.Times(0.1, 0.2, 0.3, 0.2, 0.25, 1.5, 10),
                List.of(new RunProfile.Row("training", "0", "dot [64,128]", 10, 1500, 1, 26.5)));
        String line = json.write(profile);
        assertTrue(line.startsWith("{\"event\":\"run.profile\",\"seconds\":2.5,\"programs\":{\"traced\":2,"), line);
        assertTrue(line.contains("\"rows\":[{\"phase\":\"training\",\"layer\":\"0\",\"operation\":\"dot [64,128]\","
                + "\"calls\":10,\"milliseconds\":1500.0,\"share\":1.0,\"gigaflops\":26.5}]"), line);
        assertEquals(profile, json.read(line));
    }

    @Test
    void fields_of_a_later_version_are_passed_over() throws Exception {
        assertEquals(new Epoch(1, 2, 3, 4, Map.of(), Map.of(), Map.of()), json.read(
                "{\"event\":\"epoch\",\"epoch\":1,\"step\":2,\"seconds\":3,\"examplesPerSecond\":4,"
                + "\"energy\":{\"J\":5}}"));
    }

    @Test
    void a_line_that_was_cut_off_is_told() {
        String message = assertThrows(IOException.class, () -> json.read("{\"event\":\"epoch\",\"epo")).getMessage();
        assertTrue(message.startsWith("this line is no event of a run: "), message);
        assertThrows(IOException.class, () -> json.read("{\"event\":\"party\"}"));
        assertThrows(IOException.class, () -> json.read(""));
        assertThrows(IOException.class, () -> json.read("null"));
    }
}
