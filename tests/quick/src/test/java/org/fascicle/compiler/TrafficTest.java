package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Scan;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;

/** Bytes counted by hand; a float has four. */
class TrafficTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;
    private static final TensorType MATRIX = TensorType.of(DType.F32, ROWS, COLUMNS);

    private static long bytes(Function<Tensor, Tensor> function) {
        return Traffic.of(Trace.of(List.of(MATRIX), x -> List.of(function.apply(x.getFirst()))));
    }

    @Test
    void a_product_reads_both_matrices_and_writes_one() {
        Graph graph = Trace.of(List.of(MATRIX, TensorType.of(DType.F32, COLUMNS, 7)),
                x -> List.of(x.get(0).matmul(x.get(1))));
        assertEquals(4 * (3 * 5 + 5 * 7 + 3 * 7), Traffic.of(graph));
    }

    @Test
    void a_chain_that_is_one_pass_moves_what_goes_in_and_out() {
        Function<Tensor, Tensor> chain = x -> x.tanh().negate().plus(x);
        assertEquals(4 * (2 + 2 + 3) * 15, bytes(chain), "three operations, one after the other");
        Graph fused = new Compiler(AnyBackend.withoutCalls()).lower(
                Trace.of(List.of(MATRIX), x -> List.of(chain.apply(x.getFirst()))));
        assertEquals(4 * 2 * 15, Traffic.of(fused), fused::toString);
    }

    @Test
    void an_operand_that_stands_twice_is_read_once() {
        assertEquals(4 * 2 * 15, bytes(x -> x.times(x)));
        assertEquals(4 * 2 * 15, bytes(x -> x.reshape(15).times(x.reshape(15))));
    }

    @Test
    void what_takes_a_part_reads_that_part() {
        assertEquals(4 * 2 * 5, bytes(x -> x.slice(0, 1, 2)));
        Emitter emitter = new Emitter();
        Node table = emitter.input("table", TensorType.of(DType.F32, 1000, 4));
        emitter.output("y", emitter.emit(new Gather(), table, emitter.input("rows", TensorType.of(DType.I32, 6))));
        assertEquals(4 * (6 + 2 * 6 * 4), Traffic.of(emitter.graph()));
    }

    @Test
    void a_fusion_reads_the_blocks_that_it_takes() {
        Graph fused = new Compiler(AnyBackend.withoutCalls()).lower(Trace.of(List.of(TensorType.of(DType.F32, 2, 256)),
                x -> List.of(x.get(0).slice(1, 0, 128).tanh().plus(x.get(0).slice(1, 128, 256)))));
        assertEquals(4 * 2 * (128 + 128 + 128), Traffic.of(fused), fused::toString);
    }

    @Test
    void a_result_that_is_known_beforehand_is_written() {
        assertEquals(4 * 15, bytes(x -> x.constant(MATRIX, 0)));
    }

    @Test
    void a_recurrence_moves_what_its_body_moves_at_each_place() {
        Emitter body = new Emitter();
        Node sum = body.input("sum", TensorType.of(DType.F32, 4));
        Node element = body.input("element", TensorType.of(DType.F32, 4));
        body.input("place", TensorType.of(DType.I32));
        body.output("sum", body.add(sum, element));
        Emitter emitter = new Emitter();
        Node first = emitter.input("first", TensorType.of(DType.F32, 4));
        Node all = emitter.input("all", new TensorType(DType.F32, Shape.of(9, 4)));
        emitter.output("y", emitter.part(emitter.emit(new Scan(body.graph(), 9, 1, 1, false), first, all), 0));
        assertEquals(9 * 4 * 3 * 4, Traffic.of(emitter.graph()));
    }
}
