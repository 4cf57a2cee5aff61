package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Recurrence.Iteration;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scans against the reference: where carries live, and where elements begin. */
class RecurrenceTest {
    @TestFactory
    Stream<DynamicTest> elements_of_any_length_lie_one_behind_the_other() {
        return Stream.of(0, 1, 5, 16, 17, 48, 2000).flatMap(length -> Stream.of(false, true)
                .map(fromEnd -> DynamicTest.dynamicTest(length + (fromEnd ? " from the end" : ""), () -> {
                    TensorType state = TensorType.of(DType.F32, length);
                    TensorType sequence = TensorType.of(DType.F32, 7, length);
                    compare(List.of(state, sequence), x -> all(Recurrence.of(List.of(x.get(0)), List.of(x.get(1)),
                            List.of(), fromEnd, (carries, elements, captured, place) -> {
                                Tensor next = carries.get(0).times(0.5).plus(elements.get(0))
                                        .plus(place.cast(DType.F32).times(0.1));
                                return new Iteration(List.of(next), List.of(next, next.times(carries.get(0)),
                                        elements.get(0).negate()));
                            })));
                })));
    }

    @Test
    void carries_that_change_places_are_read_before_they_are_written() {
        TensorType state = TensorType.of(DType.F32, 16);
        compare(List.of(state, state, state, TensorType.of(DType.F32, 5, 16)), x -> all(Recurrence.of(
                List.of(x.get(0), x.get(1), x.get(2)), List.of(x.get(3)), List.of(), false,
                (carries, elements, captured, place) -> new Iteration(
                        // the first two change places, the third stays as it is
                        List.of(carries.get(1), carries.get(0).plus(elements.get(0)), carries.get(2)),
                        List.of(carries.get(0), carries.get(2), carries.get(1))))));
    }

    @Test
    void one_value_may_be_two_carries_and_an_output() {
        TensorType state = TensorType.of(DType.F32, 3, 16);
        compare(List.of(state, state, TensorType.of(DType.F32, 4, 3, 16)), x -> all(Recurrence.of(
                List.of(x.get(0), x.get(1)), List.of(x.get(2)), List.of(), true,
                (carries, elements, captured, place) -> {
                    Tensor next = carries.get(0).times(carries.get(1)).plus(elements.get(0)).tanh();
                    return new Iteration(List.of(next, next), List.of(next));
                })));
    }

    @Test
    void products_with_what_is_captured_give_what_the_reference_gives() {
        compare(List.of(TensorType.of(DType.F32, 3, 70), TensorType.of(DType.F32, 6, 3, 70),
                TensorType.of(DType.F32, 70, 70), TensorType.of(DType.F32, 70, 70)), x -> all(Recurrence.of(
                List.of(x.get(0)), List.of(x.get(1)), List.of(x.get(2), x.get(3)), false,
                (carries, elements, captured, place) -> {
                    Tensor straight = carries.get(0).matmul(captured.get(0)).times(0.1);
                    Tensor turned = elements.get(0).matmul(captured.get(1).transpose(1, 0)).times(0.1);
                    return new Iteration(List.of(straight.plus(turned).tanh()), List.of(straight));
                })));
    }

    @Test
    void what_is_packed_once_is_kept_from_what_is_packed_each_time() {
        compare(List.of(TensorType.of(DType.F32, 3, 70), TensorType.of(DType.F32, 6, 70, 70),
                TensorType.of(DType.F32, 70, 70)), x -> all(Recurrence.of(
                List.of(x.get(0)), List.of(x.get(1)), List.of(x.get(2)), false,
                (carries, elements, captured, place) -> {
                    Tensor first = carries.get(0).matmul(elements.get(0).transpose(1, 0)).times(0.1);
                    Tensor second = first.matmul(captured.get(0)).times(0.1);
                    return new Iteration(List.of(second.tanh()), List.of(first));
                })));
    }

    /** The carry is not added to: the product goes on from it. */
    @Test
    void products_are_summed_where_the_sum_is_carried() {
        Graph graph = Trace.of(List.of(TensorType.of(DType.F32, 37, 21), TensorType.of(DType.F32, 6, 5, 37),
                TensorType.of(DType.F32, 6, 5, 21)), x -> all(Recurrence.of(
                List.of(x.get(0)), List.of(x.get(1), x.get(2)), List.of(), false,
                (carries, elements, captured, place) -> new Iteration(List.of(carries.get(0)
                        .plus(elements.get(0).transpose(1, 0).matmul(elements.get(1)))), List.of()))));
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, 3);
        CpuRun.compare(graph, inputs, 1e-5);
        try (BackendRun run = CpuRun.of(graph, 1, inputs)) {
            assertEquals(List.of("StridedCopy", "Product"), run.kernels().stream().distinct().toList());
        }
    }

    @Test
    void a_carry_that_is_read_again_is_not_summed_early() {
        compare(List.of(TensorType.of(DType.F32, 21, 21), TensorType.of(DType.F32, 6, 21, 21)), x -> all(Recurrence.of(
                List.of(x.get(0)), List.of(x.get(1)), List.of(), false, (carries, elements, captured, place) -> {
                    Tensor product = elements.get(0).matmul(elements.get(0)).times(1);
                    Tensor sum = carries.get(0).plus(elements.get(0).matmul(elements.get(0)));
                    return new Iteration(List.of(sum), List.of(carries.get(0).times(product), sum));
                })));
    }

    @Test
    void a_scan_in_a_scan_runs_on_elements_of_elements() {
        compare(List.of(TensorType.of(DType.F32, 16), TensorType.of(DType.F32, 5, 16),
                TensorType.of(DType.F32, 4, 3, 16), TensorType.of(DType.F32, 16, 16)),
                x -> all(Recurrence.of(List.of(x.get(0)), List.of(x.get(2)), List.of(x.get(1), x.get(3)), false,
                (carries, elements, captured, place) -> {
                    Recurrence inner = Recurrence.of(List.of(carries.get(0)), List.of(elements.get(0)),
                            List.of(captured.get(0), captured.get(1), place), true, (states, parts, seen, number) -> {
                                Tensor sum = seen.get(0).sum(0).plus(parts.get(0)).plus(
                                        number.plus(seen.get(2)).cast(DType.F32));
                                Tensor product = states.get(0).expandDims(0).matmul(seen.get(1)).reshape(16);
                                Tensor next = product.plus(sum).tanh();
                                return new Iteration(List.of(next), List.of(next.plus(1)));
                            });
                    return new Iteration(inner.carries(),
                            List.of(inner.outputs().getFirst(), inner.carries().getFirst()));
                })));
    }

    @Test
    void whole_numbers_and_truth_values_are_carried_too() {
        compare(List.of(TensorType.of(DType.I32, 5), TensorType.of(DType.BOOL, 5), TensorType.of(DType.I32, 6, 5)),
                x -> all(Recurrence.of(List.of(x.get(0), x.get(1)), List.of(x.get(2)), List.of(), false,
                        (carries, elements, captured, place) -> {
                            Tensor count = carries.get(0).times(3).plus(elements.get(0));
                            Tensor odd = carries.get(1).xor(elements.get(0).equalTo(carries.get(0)));
                            return new Iteration(List.of(count, odd), List.of(odd, count));
                        })));
    }

    @Test
    void derivatives_of_a_recurrence_give_what_the_reference_gives() {
        compare(List.of(TensorType.of(DType.F32, 3, 10), TensorType.of(DType.F32, 9, 3, 10),
                TensorType.of(DType.F32, 10, 10)), x -> {
            Recurrence recurrence = Recurrence.of(List.of(x.get(0)), List.of(x.get(1)), List.of(x.get(2)), false,
                    (carries, elements, captured, place) -> {
                        Tensor next = carries.get(0).matmul(captured.get(0)).times(0.3).plus(elements.get(0)).tanh();
                        return new Iteration(List.of(next), List.of(next));
                    });
            Tensor last = recurrence.carries().getFirst();
            Tensor objective = recurrence.outputs().getFirst().square().sum().plus(last.sum());
            return objective.gradients(x);
        });
    }

    private static List<Tensor> all(Recurrence recurrence) {
        return Stream.concat(recurrence.carries().stream(), recurrence.outputs().stream()).toList();
    }

    private static void compare(List<TensorType> types, Function<List<Tensor>, List<Tensor>> function) {
        Graph graph = Trace.of(types, function);
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, 3);
        CpuRun.compare(graph, inputs, 1e-4);
    }
}
