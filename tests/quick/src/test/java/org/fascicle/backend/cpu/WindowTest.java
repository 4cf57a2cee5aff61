package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Gradients;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.ArgReduce;
import org.fascicle.graph.op.ArgSort;
import org.fascicle.graph.op.CumulativeProduct;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pools, running sums and orders where a vector of neighbours is done at a time, and its rest one by one. */
class WindowTest {
    @TestFactory
    Stream<DynamicTest> pools_give_what_the_reference_gives_for_any_number_of_channels() {
        Window window = new Window(List.of(3, 2), List.of(2, 2), List.of(1, 0), List.of(1, 1), List.of(1, 2));
        return IntStream.of(1, 15, 16, 17, 64, 67).mapToObj(channels -> DynamicTest.dynamicTest(channels + " channels",
                () -> compare(window, Shape.of(2, 7, 9, channels))));
    }

    @Test
    void a_window_in_padding_alone_names_the_nearest_element() {
        compare(new Window(List.of(2, 1), List.of(1, 3), List.of(4, 2), List.of(5, 3), List.of(1, 1)),
                Shape.of(2, 3, 4, 19));
    }

    private static void compare(Window window, Shape shape) {
        Emitter e = new Emitter();
        Node x = e.input("x", new TensorType(DType.F32, shape));
        e.output("max", e.emit(new WindowMax(window), x));
        e.output("places", e.emit(new WindowArgMax(window), x));
        e.output("sum", e.emit(new WindowSum(window), x));
        Graph graph = e.graph();
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, 1);
        HostTensor values = inputs.get("x");
        for (int i = 0; i < values.elements(); i++) {
            // equals among the candidates
            values.set(i, Math.rint(values.get(i) * 2));
        }
        CpuRun.compare(graph, inputs, 0);
    }

    /** The gradient's body is what the reference runs: largest elements found, then dy added there. */
    @TestFactory
    Stream<DynamicTest> the_gradient_of_a_pool_is_that_of_the_reference_for_random_windows() {
        Random random = new Random(7);
        return IntStream.range(0, 60).mapToObj(i -> {
            Window window = i % 3 == 0 ? tiles(random) : window(random);
            Shape shape = Shape.of(1 + random.nextInt(3), window.sizes().get(0) * (1 + random.nextInt(4)),
                    window.sizes().get(1) * (1 + random.nextInt(4)),
                    List.of(1, 3, 15, 16, 17, 40).get(random.nextInt(6)));
            return DynamicTest.dynamicTest(shape + " " + window, () -> gradient(window, shape));
        });
    }

    private static Window tiles(Random random) {
        List<Integer> sizes = draw(random, 1, 3);
        return new Window(sizes, sizes, List.of(0, 0), List.of(0, 0), List.of(1, 1));
    }

    /** Padding on both sides makes room for any dilation, and for windows in padding alone. */
    private static Window window(Random random) {
        return new Window(draw(random, 1, 3), draw(random, 1, 3), draw(random, 2, 4), draw(random, 2, 4),
                draw(random, 1, 2));
    }

    private static List<Integer> draw(Random random, int least, int most) {
        return List.of(random.nextInt(least, most + 1), random.nextInt(least, most + 1));
    }

    private static void gradient(Window window, Shape shape) {
        Emitter e = new Emitter();
        Node x = e.input("x", new TensorType(DType.F32, shape));
        Node y = e.emit(new WindowMax(window), x);
        Node dy = e.input("dy", y.type());
        e.output("dx", Gradients.of(e, List.of(y), List.of(dy), List.of(x)).getFirst());
        Graph graph = e.graph();
        assertTrue(new Compiler(new CpuBackend()).lower(graph).nodes().stream().noneMatch(node ->
                node.op() instanceof WindowArgMax));
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, 1);
        HostTensor values = inputs.get("x");
        for (int i = 0; i < values.elements(); i++) {
            // equals among the candidates, and some that are no numbers
            values.set(i, i % 37 == 5 ? Double.NaN : i % 11 == 3 ? Double.NEGATIVE_INFINITY
                    : Math.rint(values.get(i) * 2));
        }
        CpuRun.compare(graph, inputs, 1e-6);
    }

    @Test
    void the_first_nan_of_a_window_wins() {
        Emitter e = new Emitter();
        Node x = e.input("x", TensorType.of(DType.F32, 1, 4, 17));
        e.output("places", e.emit(new WindowArgMax(Window.of(4)), x));
        Graph graph = e.graph();
        HostTensor values = HostTensor.zeros(x.type());
        for (int channel = 0; channel < 17; channel++) {
            values.set(17 + channel, Double.NaN);
            values.set(2 * 17 + channel, Double.POSITIVE_INFINITY);
            values.set(3 * 17 + channel, Double.NaN);
        }
        HostTensor places = CpuRun.once(graph, 1, Map.of("x", values)).get("places");
        for (int channel = 0; channel < 17; channel++) {
            assertEquals(17 + channel, places.get(channel));
        }
    }

    @TestFactory
    Stream<DynamicTest> lines_along_any_axis_give_what_the_reference_gives() {
        return Stream.of(Shape.of(1), Shape.of(257), Shape.of(5, 37), Shape.of(3, 64, 70), Shape.of(2, 0, 3),
                Shape.of(40, 3, 1, 16)).flatMap(shape -> IntStream.range(0, shape.rank())
                        .mapToObj(axis -> DynamicTest.dynamicTest(shape + " along " + axis, () -> {
                            lines(DType.F32, shape, axis);
                            lines(DType.I32, shape, axis);
                        })));
    }

    private static void lines(DType dtype, Shape shape, int axis) {
        Emitter e = new Emitter();
        Node x = e.input("x", new TensorType(dtype, shape));
        for (boolean flag : new boolean[] {false, true}) {
            e.output("sum " + flag, e.emit(new CumulativeSum(axis, flag), x));
            e.output("order " + flag, e.emit(new ArgSort(axis, flag), x));
            if (shape.size(axis) > 0) {
                e.output("best " + flag, e.emit(new ArgReduce(axis, flag), x));
            }
        }
        e.output("product", e.emit(new CumulativeProduct(axis), x));
        Graph graph = e.graph();
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, axis);
        CpuRun.compare(graph, inputs, 1e-4);
    }
}
