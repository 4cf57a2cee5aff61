package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.Threefry;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Transpose;
import org.junit.jupiter.api.Test;

/** Copies of every element type, with extents on both sides of a vector's. */
class MovementTest {
    private static final List<DType> DTYPES = List.of(DType.F32, DType.I32, DType.U8, DType.BOOL);

    @Test
    void axes_change_places_in_any_order() {
        for (DType dtype : DTYPES) {
            for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0),
                    List.of(2, 0, 1), List.of(2, 1, 0))) {
                check(new Transpose(order), TensorType.of(dtype, 3, 50, 37));
                check(new Transpose(order), TensorType.of(dtype, 33, 4, 16));
            }
        }
    }

    @Test
    void parts_are_taken_out_and_put_into_more() {
        for (DType dtype : DTYPES) {
            TensorType type = TensorType.of(dtype, 5, 21, 40);
            check(new Slice(List.of(1, 0, 3), List.of(5, 21, 40), List.of(2, 1, 3)), type);
            check(new Slice(List.of(0, 20, 0), List.of(5, 21, 40), List.of(1, 1, 1)), type);
            check(new Pad(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 0, 0), 1), type);
            check(new Pad(List.of(0, 0, 1), List.of(0, 3, 0), List.of(0, 2, 1), 1), type);
        }
    }

    @Test
    void random_words_are_those_of_the_generator() {
        for (int elements : List.of(1, 2, 31, 32, 33, 5000)) {
            Emitter emitter = new Emitter();
            Node key = emitter.input("key", TensorType.of(DType.I32, 2));
            Node counter = emitter.input("counter", TensorType.of(DType.I32));
            emitter.output("bits", emitter.emit(new RandomBits(Shape.of(elements)), key, counter));
            int[] words = CpuRun.once(emitter.graph(), 2, List.of(HostTensor.of(key.shape(), -17, 99),
                    HostTensor.of(counter.shape(), 123456))).getFirst().ints();
            for (int i = 0; i < elements; i++) {
                long block = Threefry.block(-17, 99, i / 2, 123456);
                assertEquals((int) (i % 2 == 0 ? block : block >>> 32), words[i], "word " + i + " of " + elements);
            }
        }
    }

    @Test
    void random_words_may_begin_anywhere() {
        for (int first : List.of(0, 1, 32, 977)) {
            Emitter emitter = new Emitter();
            Node key = emitter.input("key", TensorType.of(DType.I32, 2));
            Node counter = emitter.input("counter", TensorType.of(DType.I32));
            Node begin = emitter.input("begin", TensorType.of(DType.I32));
            emitter.output("bits", emitter.emit(new RandomBits(Shape.of(2100)), key, counter, begin));
            Graph graph = emitter.graph();
            HostTensor words = HostTensor.of(key.shape(), -17, 99);
            HostTensor count = HostTensor.of(counter.shape(), 5);
            HostTensor from = HostTensor.of(begin.shape(), first);
            int[] bits = CpuRun.once(graph, 2, List.of(words, count, from)).getFirst().ints();
            assertArrayEquals(bits, Interpreter.run(graph, Map.of("key", words, "counter", count, "begin", from))
                    .get("bits").ints());
            for (int i = 0; i < bits.length; i++) {
                long block = Threefry.block(-17, 99, (first + i) / 2, 5);
                assertEquals((int) ((first + i) % 2 == 0 ? block : block >>> 32), bits[i], i + " from " + first);
            }
        }
    }

    private static void check(Op op, TensorType type) {
        Emitter emitter = new Emitter();
        emitter.output("y", emitter.emit(op, emitter.input("x", type)));
        Graph graph = emitter.graph();
        HostTensor values = HostTensor.zeros(type);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, type.dtype() == DType.BOOL ? i % 3 % 2 : i % 251);
        }
        assertEquals(Interpreter.run(graph, Map.of("x", values)).get("y"),
                CpuRun.once(graph, 2, List.of(values)).getFirst(), graph::toString);
    }
}
