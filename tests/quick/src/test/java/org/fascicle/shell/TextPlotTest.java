package org.fascicle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.shell.display.TextPlot;
import org.fascicle.shell.display.TextPlot.Curve;
import org.junit.jupiter.api.Test;

class TextPlotTest {
    @Test
    void the_largest_value_stands_above_and_the_smallest_below() {
        List<String> lines = new TextPlot(List.of("1", "3"),
                List.of(new Curve("a", '*', List.of(1.0, 0.5, 0.0)))).lines();
        assertEquals("1.0000 |*", lines.getFirst());
        assertEquals("       | *", lines.get(6), "halfway");
        assertEquals("0.0000 |  *", lines.get(11));
        assertEquals(List.of("       +---", "        1 3"), lines.subList(12, 14));
    }

    @Test
    void a_long_curve_is_drawn_by_the_means_of_its_parts() {
        List<Double> values = IntStream.range(0, 120).mapToObj(i -> i < 2 ? 8.0 * i : 4.0).toList();
        List<String> lines = new TextPlot(List.of("1", "120"), List.of(new Curve("a", '*', values))).lines();
        assertEquals(1, lines.subList(0, 12).stream().filter(line -> line.contains("*")).count(),
                "the mean of 0 and 8 is 4 as are all others");
    }

    @Test
    void what_is_no_number_is_a_gap_and_where_all_is_there_is_no_plot() {
        assertEquals("2.0000 |* *", new TextPlot(List.of("1", "3"),
                List.of(new Curve("a", '*', List.of(2.0, Double.NaN, 2.0)))).lines().getFirst());
        assertEquals(List.of(), new TextPlot(List.of("1", "1"),
                List.of(new Curve("a", '*', List.of(Double.NaN)))).lines());
    }

    @Test
    void the_first_curve_is_seen_where_two_meet() {
        assertEquals("1.0000 |*", new TextPlot(List.of("1", "2"), List.of(new Curve("a", '*', List.of(1.0, 0.0)),
                new Curve("b", 'o', List.of(1.0, 0.0)))).lines().getFirst());
    }
}
