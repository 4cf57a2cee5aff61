package org.fascicle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.LineDisplay;
import org.junit.jupiter.api.Test;

class LineDisplayTest {
    private static final RunProfile.Row REST =
            new RunProfile.Row("", "", "between kernels", 3, 100, 0.05, 0);

    private static List<String> lines(List<RunProfile.Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new LineDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8)).event(new RunProfile(4,
                new RunProfile.Programs(2, 2, 1, 349, 106), new RunProfile.Kernels(80, 7),
                new RunProfile.Times(0.001, 0.002, 0.003, 0.25, 0.5, 2, 3), rows));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_profile_is_its_counters_and_a_table() {
        List<String> lines = lines(List.of(new RunProfile.Row("training", "0", "dot [64,128]", 3, 1900, 0.95, 26.5),
                REST));
        assertEquals("profile of 4.00 s: steps 2.00 s, making programs 0.01 s, waiting for data 0.25 s, handing it to "
                + "the device 0.50 s, the rest 1.24 s", lines.get(0));
        assertEquals("programs: 2 traced, 2 compiled, found in 1 of 3 steps; 349 nodes became 106; trace 1.0 ms, "
                + "compile 2.0 ms, bind 3.0 ms", lines.get(1));
        assertEquals("kernels: 80, made with 7 pieces of code", lines.get(2));
        assertTrue(lines.get(4).matches("training +0 +dot \\[64,128] +3 +1900\\.0 +95\\.0 % +26\\.50"), lines.get(4));
        assertTrue(lines.get(5).matches(" +between kernels +3 +100\\.0 +5\\.0 %"), lines.get(5));
    }

    @Test
    void an_epoch_without_an_example_left_tells_no_speed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LineDisplay display = new LineDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        for (double speed : new double[] {0, Double.NaN, 250}) {
            display.event(new RunEvent.Epoch(3, 9, 0.5, speed, Map.of("loss", 0.25), Map.of(), Map.of()));
        }
        assertEquals("epoch 3  train: loss 0.2500  (0.5 s)\nepoch 3  train: loss 0.2500  (0.5 s)\n"
                + "epoch 3  train: loss 0.2500  (0.5 s, 250 examples/s)\n", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void what_took_least_is_told_together() {
        List<RunProfile.Row> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rows.add(new RunProfile.Row("training", String.valueOf(i), "exp [4]", 1, 10, 0.02, 0));
        }
        rows.add(REST);
        List<String> lines = lines(rows);
        assertTrue(lines.get(lines.size() - 2).matches(" +5 more +5 +50\\.0 +10\\.0 %"), lines.get(lines.size() - 2));
        assertEquals(3 + 1 + 20 + 2, lines.size());
    }

    @Test
    void parts_of_figures_are_told_apart_from_them() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", 0.5);
        figures.put("recall", 0.75);
        figures.put("recall.0", 1.0);
        figures.put("recall.1", 0.5);
        figures.put("top.3", 0.25);
        assertEquals("loss 0.5000, recall 0.7500, top.3 0.2500", Figures.of(figures));
        assertEquals(Map.of("recall", "0 1.0000, 1 0.5000"), Figures.parts(figures));
    }
}
