package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Logistic;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Minimum;
import org.fascicle.graph.op.Slice;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;

/** Golden graphs: each pass on a small graph, the text of what it leaves. */
class PassesTest {
    private static final TensorType MATRIX = TensorType.of(DType.F32, 2, 3);
    private static final AnyBackend BACKEND = AnyBackend.withoutCalls();

    private static Graph trace(Function<Tensor, Tensor> function) {
        return Trace.of(List.of(MATRIX), x -> List.of(function.apply(x.getFirst())));
    }

    private static void assertGraph(String expected, Graph graph) {
        assertEquals(expected, graph.verify().toString());
    }

    @Test
    void decompose_replaces_a_call_by_its_body() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,3] = tanh %0
                %2 f32[2,3] = multiply %1 %1
                y0 = %2
                """, new Decompose(BACKEND).apply(trace(x -> x.call("squared", y -> y.tanh().square()))));
    }

    @Test
    void decompose_makes_what_a_backend_lacks_of_what_it_has() {
        AnyBackend poor = new AnyBackend(node -> BACKEND.supports(node)
                && !(node.op() instanceof Minimum || node.op() instanceof Maximum));
        Graph graph = new Compiler(poor).lower(trace(x -> x.minimum(x.tanh())));
        assertTrue(graph.nodes().stream().allMatch(poor::supports), graph::toString);
    }

    @Test
    void pads_with_zeros_that_fill_one_another_are_joined() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,3] = tanh %0
                %2 f32[2,3] = exp %0
                %3 f32[2,9] = concatenate %2 %0 %1 axis=1
                y0 = %3
                """, new RemoveDead().apply(new Simplify().apply(trace(x -> x.tanh().pad(1, 6, 0, 0)
                        .plus(x.pad(1, 3, 3, 0)).plus(x.exp().pad(1, 0, 6, 0))))));
    }

    @Test
    void pads_that_meet_or_leave_gaps_or_bring_something_else_than_zero_are_not_joined() {
        for (Function<Tensor, Tensor> sum : List.<Function<Tensor, Tensor>>of(
                x -> x.pad(1, 2, 0, 0).plus(x.pad(1, 0, 2, 0)),
                x -> x.pad(1, 4, 0, 0).plus(x.pad(1, 0, 4, 0)),
                x -> x.pad(1, 3, 0, 1).plus(x.pad(1, 0, 3, 0)),
                x -> x.pad(1, 3, 0, 0).plus(x.pad(1, 0, 3, 0)).plus(x.pad(1, 3, 0, 0)))) {
            Graph graph = new Simplify().apply(trace(sum));
            assertTrue(graph.output("y0").op() instanceof Add, graph::toString);
        }
    }

    @Test
    void what_cannot_be_made_of_anything_is_an_error_that_names_backend_and_operation() {
        AnyBackend poor = new AnyBackend(node -> !node.op().name().equals("exp"));
        var error = assertThrows(UnsupportedOperationException.class,
                () -> new Compiler(poor).lower(trace(Tensor::exp)));
        assertEquals("the backend any cannot run [f32[2,3]] = exp, and it has no decomposition; "
                + "choose another backend", error.getMessage());
    }

    @Test
    void decompositions_that_run_in_a_circle_end_in_an_error() {
        AnyBackend poor = new AnyBackend(node -> BACKEND.supports(node)
                && !(node.op() instanceof Logistic) && !node.op().name().equals("exp"));
        assertThrows(UnsupportedOperationException.class, () -> new Compiler(poor).lower(trace(Tensor::sigmoid)));
    }

    @Test
    void simplify_drops_neutral_operands_and_folds_constants() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,3] = constant 6.0
                %2 f32[2,3] = multiply %0 %1
                y0 = %2
                """, new RemoveDead().apply(new Simplify().apply(trace(
                        x -> x.plus(0).times(1).negate().negate().times(x.scalar(2).times(3)).over(1)))));
    }

    @Test
    void simplify_joins_movements_that_undo_one_another() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[6] = reshape %0
                y0 = %1
                """, new RemoveDead().apply(new Simplify().apply(trace(
                        x -> x.transpose(1, 0).transpose(1, 0).reshape(3, 2).reshape(6)))));
    }

    @Test
    void simplify_takes_transpositions_into_products() {
        Graph graph = new RemoveDead().apply(new Simplify().apply(trace(x -> x.matmul(x.transpose(1, 0)))));
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,2] = dot %0 %0 right=transposed
                y0 = %1
                """, graph);
        assertEquals(new Dot(false, true), graph.output("y0").op());
    }

    @Test
    void simplify_leaves_zero_times_anything_since_it_may_be_nan() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,3] = constant 0.0
                %2 f32[2,3] = multiply %0 %1
                y0 = %2
                """, new RemoveDead().apply(new Simplify().apply(trace(x -> x.times(0)))));
    }

    @Test
    void share_computes_equal_nodes_once() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[2,3] = tanh %0
                %2 f32[2,3] = multiply %1 %1
                y0 = %2
                """, new RemoveDead().apply(new Share().apply(trace(x -> x.tanh().times(x.tanh())))));
    }

    @Test
    void fuse_puts_a_chain_with_its_broadcast_into_one_node() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[1,3] = sum %0 axes=[0]
                %2 f32[2,3] = fusion %0 %1 {
                  %0 f32[2,3] = x0
                  %1 f32[1,3] = x1
                  %2 f32[2,3] = broadcast %1
                  %3 f32[2,3] = subtract %0 %2
                  %4 f32[2,3] = tanh %3
                  y0 = %4
                }
                y0 = %2
                """, new Fuse(BACKEND).apply(trace(x -> x.minus(x.sumKeeping(0)).tanh())));
    }

    @Test
    void fuse_never_joins_around_a_node_that_has_to_run_between() {
        Graph graph = new Fuse(BACKEND).apply(trace(x -> {
            Tensor exponential = x.exp().plus(1);
            return exponential.over(exponential.sumKeeping(0));
        }));
        assertEquals(2, graph.nodes().stream().filter(node -> node.op() instanceof Fusion).count(), graph::toString);
        graph.verify();
    }

    /** x − its mean is read by what makes the variance, and again behind that. */
    @Test
    void a_cheap_result_is_computed_again_where_it_is_read_instead_of_being_stored() {
        assertGraph("""
                %0 f32[2,3] = x0
                %1 f32[1,3] = sum %0 axes=[0]
                %2 f32[2,3] = fusion %0 %1 {
                  %0 f32[2,3] = x0
                  %1 f32[1,3] = x1
                  %2 f32[2,3] = broadcast %1
                  %3 f32[2,3] = subtract %0 %2
                  %4 f32[2,3] = multiply %3 %3
                  y0 = %4
                }
                %3 f32[1,3] = sum %2 axes=[0]
                %4 f32[2,3] = fusion %0 %1 %3 {
                  %0 f32[2,3] = x0
                  %1 f32[1,3] = x1
                  %2 f32[2,3] = broadcast %1
                  %3 f32[2,3] = subtract %0 %2
                  %4 f32[1,3] = x2
                  %5 f32[2,3] = broadcast %4
                  %6 f32[2,3] = divide %3 %5
                  y0 = %6
                }
                y0 = %4
                """, new Fuse(BACKEND).apply(trace(x -> {
                    Tensor rest = x.minus(x.sumKeeping(0));
                    return rest.over(rest.times(rest).sumKeeping(0));
                })));
    }

    @Test
    void slice_early_computes_with_slices_what_was_cut_behind() {
        TensorType type = TensorType.of(DType.F32, 2, 128);
        assertGraph("""
                %0 f32[2,128] = x0
                %1 f32[128] = x1
                %2 f32[1,128] = reshape %1
                %3 f32[2,64] = slice %0 starts=[0, 0] limits=[2, 64] strides=[1, 1]
                %4 f32[1,64] = slice %2 starts=[0, 0] limits=[1, 64] strides=[1, 1]
                %5 f32[2,64] = broadcast %4
                %6 f32[2,64] = add %3 %5
                %7 f32[2,64] = slice %0 starts=[0, 64] limits=[2, 128] strides=[1, 1]
                %8 f32[1,64] = slice %2 starts=[0, 64] limits=[1, 128] strides=[1, 1]
                %9 f32[2,64] = broadcast %8
                %10 f32[2,64] = add %7 %9
                y0 = %6
                y1 = %10
                """, new SliceEarly().apply(Trace.of(List.of(type, TensorType.of(DType.F32, 128)), x -> {
                    Tensor sum = x.get(0).plus(x.get(1));
                    return List.of(sum.slice(1, 0, 64), sum.slice(1, 64, 128));
                })));
    }

    @Test
    void slice_early_leaves_what_would_be_computed_twice() {
        Graph graph = Trace.of(List.of(TensorType.of(DType.F32, 2, 128)), x -> {
            Tensor wave = x.getFirst().tanh();
            return List.of(wave.slice(1, 0, 100), wave.slice(1, 28, 128));
        });
        assertGraph(graph.toString(), new SliceEarly().apply(graph));
    }

    @Test
    void slice_early_computes_once_what_is_read_twice() {
        Graph graph = Trace.of(List.of(TensorType.of(DType.F32, 2, 128)), x -> {
            Tensor power = x.getFirst();
            for (int i = 0; i < 40; i++) {
                power = power.times(power);
            }
            return List.of(power.slice(1, 0, 64));
        });
        assertEquals(graph.nodes().size(), new SliceEarly().apply(graph).nodes().size());
    }

    @Test
    void fuse_reads_and_writes_blocks_where_they_lie() {
        assertGraph("""
                %0 f32[2,128] = x0
                %1 f32[2,128] = fusion %0 {
                  %0 f32[2,128] = x0
                  %1 f32[2,64] = slice %0 starts=[0, 64] limits=[2, 128] strides=[1, 1]
                  %2 f32[2,64] = tanh %1
                  %3 f32[2,64] = slice %0 starts=[0, 0] limits=[2, 64] strides=[1, 1]
                  %4 f32[2,64] = multiply %2 %3
                  %5 f32[2,128] = concatenate %2 %4 axis=1
                  y0 = %5
                }
                y0 = %1
                """, new Fuse(BACKEND).apply(Trace.of(List.of(TensorType.of(DType.F32, 2, 128)), x -> {
                    Tensor right = x.getFirst().slice(1, 64, 128).tanh();
                    return List.of(Tensor.concatenate(1, List.of(right, right.times(x.getFirst().slice(1, 0, 64)))));
                })));
    }

    @Test
    void fuse_copies_short_pieces() {
        Graph graph = new Fuse(BACKEND).apply(Trace.of(List.of(TensorType.of(DType.F32, 2, 64)),
                x -> List.of(x.getFirst().slice(1, 0, 63).tanh().exp())));
        assertTrue(graph.nodes().get(1).op() instanceof Slice, graph::toString);
    }

    @Test
    void fuse_writes_a_value_for_each_output_that_it_is() {
        Graph graph = new Fuse(BACKEND).apply(Trace.of(List.of(MATRIX), x -> {
            Tensor wave = x.getFirst().tanh().exp();
            return List.of(wave, wave);
        }));
        assertEquals(2, graph.nodes().get(1).results().size(), graph::toString);
        assertEquals(List.of("part", "part"), graph.outputs().values().stream().map(node -> node.op().name()).toList());
    }

    @Test
    void a_fusion_that_the_backend_does_not_want_stays_apart() {
        AnyBackend plain = new AnyBackend(node -> !(node.op() instanceof Fusion));
        Graph graph = trace(x -> x.tanh().exp());
        assertGraph(graph.toString(), new Fuse(plain).apply(graph));
    }
}
