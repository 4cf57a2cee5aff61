package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.BinaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;

/** Golden graphs of the passes over recurrences. */
class ScanPassesTest {
    private static final TensorType STATE = TensorType.of(DType.F32, 2);
    private static final TensorType SEQUENCE = TensorType.of(DType.F32, 3, 2);

    /** Running sums of tanh of a sequence; what is kept of each place is chosen from the sum and the tanh there. */
    private static Recurrence sums(List<Tensor> x, BinaryOperator<Tensor> kept) {
        return Recurrence.of(x.subList(0, 1), x.subList(1, 2), List.of(), false, (carries, elements, _, _) -> {
            Tensor tanh = elements.getFirst().tanh();
            Tensor sum = carries.getFirst().plus(tanh);
            return new Recurrence.Iteration(List.of(sum), List.of(kept.apply(sum, tanh)));
        });
    }

    private static void assertGraph(String expected, Graph graph) {
        assertEquals(expected, graph.verify().toString());
    }

    @Test
    void merge_scans_runs_a_body_once_for_all_that_is_asked_of_it() {
        Graph twice = Trace.of(List.of(STATE, SEQUENCE), x -> List.of(
                sums(x, (sum, _) -> sum).outputs().getFirst(), sums(x, (_, tanh) -> tanh).outputs().getFirst()));
        assertGraph("""
                %0 f32[2] = x0
                %1 f32[3,2] = x1
                %2 f32[2] f32[3,2] f32[3,2] = scan %0 %1 length=3 carries=1 sequences=1 {
                  %0 f32[2] = carry0
                  %1 f32[2] = element0
                  %2 i32[] = place0
                  %3 f32[2] = tanh %1
                  %4 f32[2] = add %0 %3
                  y0 = %4
                  y1 = %4
                  y2 = %3
                }
                %3 f32[3,2] = part %2 1
                %4 f32[3,2] = part %2 2
                y0 = %3
                y1 = %4
                """, new RemoveDead().apply(new MergeScans().apply(twice)));
    }

    @Test
    void merge_scans_leaves_scans_of_other_bodies_apart() {
        Graph two = Trace.of(List.of(STATE, SEQUENCE), x -> List.of(
                sums(x, (sum, _) -> sum.exp()).outputs().getFirst(),
                sums(x, (sum, _) -> sum.sin()).outputs().getFirst()));
        assertGraph(two.toString(), new MergeScans().apply(two));
    }

    @Test
    void lower_scans_drops_what_nobody_reads_and_lowers_the_body() {
        Graph graph = Trace.of(List.of(STATE, SEQUENCE), x -> List.of(
                sums(x, (sum, _) -> sum.exp()).carries().getFirst()));
        assertGraph("""
                %0 f32[2] = x0
                %1 f32[3,2] = x1
                %2 f32[2] = scan %0 %1 length=3 carries=1 sequences=1 {
                  %0 f32[2] = carry0
                  %1 f32[2] = element0
                  %2 i32[] = place0
                  %3 f32[2] = tanh %1
                  %4 f32[2] = add %0 %3
                  y0 = %4
                }
                y0 = %2
                """, new LowerScans(new RemoveDead()::apply).apply(new RemoveDead().apply(graph)));
    }
}
