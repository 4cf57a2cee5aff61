package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Recurrence.Iteration;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

/** Fusions that read blocks of tensors where they lie, and write blocks where they will lie, against the reference. */
class BlocksTest {
    private static final TensorType ROWS = TensorType.of(DType.F32, 3, 256);

    /** Tensors of up to three axes, cut along any of them into up to nine parts, which are joined along any other. */
    @Test
    void parts_are_computed_with_and_joined_in_any_order() {
        for (int seed = 0; seed < 60; seed++) {
            ThreefryRandom random = ThreefryRandom.of(seed, "blocks");
            int rank = 1 + random.below(3);
            int cut = random.below(rank);
            int joined = random.below(rank);
            int parts = 1 + random.below(9);
            int shift = random.below(parts);
            Shape part = new Shape(IntStream.range(0, rank)
                    .mapToObj(axis -> List.of(1, 2, 5, 16, 33, 64, 100).get(random.below(7))).toList());
            DType dtype = random.below(3) == 0 ? DType.I32 : DType.F32;
            TensorType whole = new TensorType(dtype, part.with(cut, parts * part.size(cut)));
            check(List.of(whole, new TensorType(dtype, part), whole), x -> {
                Tensor sum = x.get(0).plus(x.get(2));
                List<Tensor> pieces = new ArrayList<>();
                for (int i = 0; i < parts; i++) {
                    int from = (i + shift) % parts * part.size(cut);
                    pieces.add(sum.slice(cut, from, from + part.size(cut)).times(x.get(1)));
                }
                return List.of(Tensor.concatenate(joined, pieces), pieces.getFirst().plus(pieces.getLast()));
            });
        }
    }

    @Test
    void blocks_are_neither_copied_out_nor_in() {
        Function<List<Tensor>, List<Tensor>> halves = x -> {
            Tensor sum = x.get(0).plus(x.get(1));
            return List.of(Tensor.concatenate(1, List.of(sum.slice(1, 128, 256).tanh(), sum.slice(1, 0, 128).exp())));
        };
        assertEquals(List.of("GeneratedChain"), check(List.of(ROWS, ROWS), halves));
    }

    /** What is joined has the shape of what its parts are computed from, and must not lie there. */
    @Test
    void parts_are_not_written_over_what_is_still_read() {
        check(List.of(ROWS, TensorType.of(DType.F32, 256, 256)), x -> {
            Tensor product = x.get(0).matmul(x.get(1)).times(0.1);
            return List.of(Tensor.concatenate(1, List.of(product.slice(1, 64, 192).tanh(), product.slice(1, 0, 128)
                    .exp())).matmul(x.get(1)));
        });
    }

    @Test
    void rows_of_blocks_are_folded_where_they_lie() {
        check(List.of(ROWS, TensorType.of(DType.F32, 3, 1)), x -> {
            Tensor scores = x.get(0).plus(x.get(1)).slice(1, 100, 233);
            Tensor shares = scores.minus(scores.maxKeeping(1)).exp();
            return List.of(shares.over(shares.sumKeeping(1)), scores.sumKeeping(1).plus(x.get(1)));
        });
    }

    @Test
    void what_is_folded_and_what_is_joined_do_not_meet_in_one_kernel() {
        TensorType rows = TensorType.of(DType.F32, 4, 64);
        check(List.of(rows), x -> {
            Tensor sum = x.get(0).sumKeeping(1);
            return List.of(sum, Tensor.concatenate(1, List.of(sum.broadcastTo(rows.shape()), x.get(0).exp())),
                    Tensor.concatenate(1, List.of(x.get(0).minus(sum).tanh(), x.get(0).plus(sum))));
        });
        check(List.of(rows), x -> {
            // too long for one kernel, so it is cut, and the second half finds both parts in memory
            Tensor first = x.get(0).tanh();
            Tensor second = first.tanh();
            return List.of(Tensor.concatenate(1, List.of(first, second)),
                    second.tanh().tanh().tanh().sumKeeping(1));
        });
    }

    @Test
    void what_is_repeated_is_cut_to_what_is_left_of_it() {
        check(List.of(TensorType.of(DType.F32, 300), TensorType.of(DType.F32, 3, 1)), x -> {
            Tensor table = x.get(0).plus(x.get(1)).times(2);
            return List.of(table.slice(1, 0, 100).tanh(), table.slice(1, 200, 300).negate());
        });
        check(List.of(TensorType.of(DType.F32, 1, 300), TensorType.of(DType.F32, 4, 1)), x -> List.of(
                x.get(0).plus(x.get(1)).slice(0, 1, 3).slice(1, 64, 200).exp()));
    }

    /** What is carried lies in the stack of what it was; each iteration makes the next element of it. */
    @Test
    void carries_lie_where_their_past_is_kept() {
        for (int length : List.of(1, 2, 9)) {
            for (boolean fromEnd : List.of(false, true)) {
                List<String> kernels = check(List.of(TensorType.of(DType.F32, 2, 64),
                        TensorType.of(DType.F32, 2, 64), TensorType.of(DType.F32, length, 2, 64)), x -> {
                    Recurrence recurrence = Recurrence.of(x.subList(0, 2), x.subList(2, 3), List.of(), fromEnd,
                            (carries, elements, _, _) -> {
                                Tensor next = carries.get(0).times(0.5).plus(elements.getFirst());
                                return new Iteration(List.of(next, carries.get(1).plus(next).tanh()),
                                        List.of(carries.get(0), next, carries.get(1)));
                            });
                    return List.of(recurrence.outputs().get(0), recurrence.carries().get(0),
                            recurrence.outputs().get(1), recurrence.carries().get(1), recurrence.outputs().get(2));
                });
                assertEquals(List.of("StridedCopy", "StridedCopy", "GeneratedChain"), kernels);
            }
        }
    }

    /** The kinds of kernels, once they have given what the reference gives. */
    private static List<String> check(List<TensorType> types, Function<List<Tensor>, List<Tensor>> function) {
        Graph graph = Trace.of(types, function);
        CpuRun.compare(graph, CpuRun.inputs(graph, 5), 1e-4);
        try (BackendRun run = CpuRun.of(graph, 1, CpuRun.inputs(graph, 5))) {
            return run.kernels().stream().map(kernel -> kernel.split("/")[0]).toList();
        }
    }
}
