package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Gradients;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Tanh;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Elementwise work that is done with each strip of a convolution or of a pool's gradient as soon as it is there. */
class FollowedTest {
    @TestFactory
    Stream<DynamicTest> what_follows_a_convolution_sees_all_of_it_for_random_shapes() {
        Random random = new Random(11);
        return IntStream.range(0, 40).mapToObj(i -> {
            int channels = List.of(1, 3, 16, 24).get(random.nextInt(4));
            int filters = List.of(channels, 17, 32, 40).get(random.nextInt(4));
            int padding = random.nextInt(2);
            Shape shape = Shape.of(1 + random.nextInt(4), 3 + random.nextInt(12), 3 + random.nextInt(80), channels);
            return DynamicTest.dynamicTest(shape + " to " + filters + " padding " + padding,
                    () -> check(network(shape, filters, padding), i));
        });
    }

    /** The sum with the input, if it has that shape, reads what the convolution reads in other strips. */
    private static Graph network(Shape shape, int filters, int padding) {
        Emitter e = new Emitter();
        Node x = e.input("x", new TensorType(DType.F32, shape));
        Node weight = e.input("weight", TensorType.of(DType.F32, 3, 3, shape.size(-1), filters));
        Node bias = e.input("bias", TensorType.of(DType.F32, 1, 1, 1, filters));
        Window window = new Window(List.of(3, 3), List.of(1, 1), List.of(padding, padding), List.of(padding, padding),
                List.of(1, 1));
        Node start = e.add(x, x);
        Node y = e.emit(new Convolution(window, 1), start, weight);
        Node sum = e.add(y, e.emit(new Broadcast(y.shape()), bias));
        if (y.shape().equals(shape)) {
            sum = e.add(sum, start);
        }
        Node zero = e.constant(y.type(), 0);
        e.output("positive", e.emit(new Maximum(), sum, zero));
        return e.graph();
    }

    /** What reads blocks of a convolution goes through other elements, though all are as many. */
    @Test
    void what_reads_blocks_of_a_convolution_waits_for_all_of_it() {
        Emitter e = new Emitter();
        Node x = e.input("x", TensorType.of(DType.F32, 2, 20, 40, 16));
        Node weight = e.input("weight", TensorType.of(DType.F32, 1, 1, 16, 128));
        Node y = e.emit(new Convolution(new Window(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0),
                List.of(1, 1)), 1), x, weight);
        Node tanh = e.emit(new Tanh(), e.emit(Slice.along(y.shape(), 3, 64, 128, 1), y));
        Node wave = e.emit(new Tanh(), e.emit(Slice.along(y.shape(), 3, 0, 64, 1), y));
        e.output("joined", e.emit(new Concatenate(3), tanh, wave));
        check(e.graph(), 7);
    }

    @TestFactory
    Stream<DynamicTest> what_follows_the_gradient_of_a_pool_sees_all_of_it() {
        return IntStream.of(1, 16, 33).mapToObj(channels -> DynamicTest.dynamicTest(channels + " channels", () -> {
            Emitter e = new Emitter();
            Node x = e.input("x", TensorType.of(DType.F32, 3, 12, 14, channels));
            Node y = e.emit(new WindowMax(new Window(List.of(2, 2), List.of(2, 2), List.of(0, 0), List.of(0, 0),
                    List.of(1, 1))), e.emit(new Maximum(), x, e.constant(x.type(), 0)));
            Node dy = e.input("dy", y.type());
            e.output("dx", Gradients.of(e, List.of(y), List.of(dy), List.of(x)).getFirst());
            check(e.graph(), channels);
        }));
    }

    private static void check(Graph graph, int seed) {
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, seed);
        CpuRun.compare(graph, inputs, 1e-4);
        Map<String, HostTensor> shared = CpuRun.once(graph, 3, inputs);
        CpuRun.once(graph, 1, inputs).forEach((name, alone) ->
                assertArrayEquals((float[]) alone.array(), (float[]) shared.get(name).array()));
    }

    @Test
    void a_convolution_and_what_follows_it_are_one_kernel() {
        Graph graph = network(Shape.of(2, 20, 20, 3), 32, 0);
        try (BackendRun run = CpuRun.of(graph, 1, CpuRun.inputs(graph, 1))) {
            assertTrue(run.kernels().stream().anyMatch(code -> code.startsWith("SlidingProduct, ")),
                    run.kernels().toString());
        }
    }
}
