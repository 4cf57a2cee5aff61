package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.ConvolutionWeightGradient;
import org.fascicle.graph.op.Window;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Convolutions against the reference where kernels take another way: wide channels, long rows, groups, many rows. */
class ConvolutionTest {
    private static final int[] CHANNELS = {1, 3, 8, 16, 17, 32, 40, 64, 80};

    @TestFactory
    Stream<DynamicTest> any_window_over_any_channels_gives_what_the_reference_gives() {
        return IntStream.range(0, 40).mapToObj(number -> {
            ThreefryRandom random = ThreefryRandom.of(number, "convolution");
            int rank = random.below(4);
            List<Integer> x = new ArrayList<>(List.of(1 + random.below(3)));
            List<Integer> sizes = new ArrayList<>();
            List<Integer> strides = new ArrayList<>();
            List<Integer> low = new ArrayList<>();
            List<Integer> high = new ArrayList<>();
            List<Integer> dilations = new ArrayList<>();
            for (int axis = 0; axis < rank; axis++) {
                x.add(1 + random.below(rank == 3 ? 5 : 9));
                sizes.add(1 + random.below(4));
                strides.add(1 + random.below(3));
                dilations.add(1 + random.below(2));
                low.add(random.below(4));
                int span = (sizes.getLast() - 1) * dilations.getLast() + 1;
                high.add(Math.max(span - x.getLast() - low.getLast(), random.below(4)));
            }
            int groups = 1 + random.below(2);
            x.add(CHANNELS[random.below(CHANNELS.length)] * groups);
            int out = CHANNELS[random.below(CHANNELS.length)] * groups;
            return trial(new Window(sizes, strides, low, high, dilations), groups, new Shape(x), out);
        });
    }

    @TestFactory
    Stream<DynamicTest> each_way_through_the_kernels_gives_what_the_reference_gives() {
        return Stream.of(
                trial(square(3, 1, 1, 1), 1, Shape.of(2, 7, 7, 32), 64),
                trial(square(3, 2, 1, 1), 1, Shape.of(2, 9, 8, 16), 48),
                trial(square(1, 1, 0, 1), 1, Shape.of(2, 5, 3, 33), 65),
                trial(square(1, 2, 0, 1), 1, Shape.of(2, 5, 5, 16), 16),
                trial(square(3, 1, 1, 1), 24, Shape.of(2, 6, 6, 24), 24),
                trial(square(3, 2, 1, 2), 35, Shape.of(2, 9, 7, 35), 35),
                trial(square(3, 1, 1, 1), 5, Shape.of(2, 6, 6, 5), 10),
                trial(square(5, 3, 0, 1), 2, Shape.of(2, 11, 12, 32), 32),
                // several blocks of rows, heights that no tile divides, sums short and long, few filters and many
                trial(square(3, 1, 1, 1), 1, Shape.of(3, 19, 23, 3), 16),
                trial(square(3, 1, 0, 1), 1, Shape.of(5, 29, 13, 1), 32),
                trial(square(3, 2, 1, 1), 1, Shape.of(7, 31, 29, 16), 16),
                trial(square(5, 1, 2, 1), 1, Shape.of(3, 17, 11, 7), 5),
                trial(square(2, 1, 1, 2), 2, Shape.of(4, 23, 17, 38), 22),
                trial(window(3, 3, 1, 1, 1), 1, Shape.of(2, 7, 11, 5, 13), 16),
                trial(window(3, 2, 2, 1, 2), 1, Shape.of(3, 5, 9, 7, 4), 11),
                trial(square(3, 1, 1, 1), 1, Shape.of(1, 1, 1, 61), 1),
                // longer than a block of positions
                trial(line(3, 1, 1, 1), 1, Shape.of(2, 300, 16), 16),
                trial(line(4, 2, 3, 2), 1, Shape.of(1, 301, 5), 7),
                // strides beyond the window: places that nothing meets
                trial(line(2, 5, 0, 1), 1, Shape.of(2, 33, 8), 16),
                trial(line(1, 3, 2, 1), 1, Shape.of(2, 20, 8), 16),
                // more padding than window
                trial(line(2, 1, 5, 1), 1, Shape.of(2, 4, 8), 16),
                // no place, no image, no channel, no filter
                trial(square(3, 1, 2, 1), 1, Shape.of(2, 0, 4, 8), 16),
                trial(square(3, 1, 2, 1), 1, Shape.of(2, 4, 0, 8), 16),
                trial(square(3, 1, 1, 1), 1, Shape.of(0, 4, 4, 8), 16),
                trial(square(3, 1, 1, 1), 1, Shape.of(2, 4, 4, 0), 16),
                trial(square(3, 1, 1, 1), 1, Shape.of(2, 4, 4, 8), 0));
    }

    private static Window square(int size, int stride, int padding, int dilation) {
        return window(2, size, stride, padding, dilation);
    }

    private static Window line(int size, int stride, int padding, int dilation) {
        return window(1, size, stride, padding, dilation);
    }

    private static Window window(int rank, int size, int stride, int padding, int dilation) {
        return new Window(Collections.nCopies(rank, size), Collections.nCopies(rank, stride),
                Collections.nCopies(rank, padding), Collections.nCopies(rank, padding),
                Collections.nCopies(rank, dilation));
    }

    private static DynamicTest trial(Window window, int groups, Shape x, int out) {
        return DynamicTest.dynamicTest(window + " groups=" + groups + " x=" + x + " out=" + out, () -> {
            Graph graph = graph(window, groups, x, out);
            CpuRun.compare(graph, CpuRun.inputs(graph, out), 1e-4);
        });
    }

    /** All three operations. */
    static Graph graph(Window window, int groups, Shape x, int out) {
        Shape weight = new Shape(window.sizes()).followedBy(Shape.of(x.size(-1) / groups, out));
        Emitter e = new Emitter();
        var input = e.input("x", new TensorType(DType.F32, x));
        var filter = e.input("weight", new TensorType(DType.F32, weight));
        var result = e.input("dy", new TensorType(DType.F32, window.output(x, out)));
        e.output("y", e.emit(new Convolution(window, groups), input, filter));
        e.output("dx", e.emit(new ConvolutionDataGradient(window, groups, x), result, filter));
        e.output("dweight", e.emit(new ConvolutionWeightGradient(window, groups), input, result));
        return e.graph();
    }
}
