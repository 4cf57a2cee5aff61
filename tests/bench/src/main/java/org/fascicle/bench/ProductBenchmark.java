package org.fascicle.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.TensorType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Matrix products: {@code m x k x n}, then which operands are stored transposed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProductBenchmark {
    @Param({"64x784x128", "784x64x128 left", "64x64x128 right", "64x128x64", "64x64x10", "256x256x256", "512x512x512",
        "1024x1024x1024"})
    public String shape;

    @Param({"1", "2"})
    public int threads;

    private Bound bound;

    @Setup
    public void bind() {
        int[] sizes = sizes(shape);
        boolean left = shape.contains("left");
        boolean right = shape.contains("right");
        Emitter emitter = new Emitter();
        emitter.output("c", emitter.dot(
                emitter.input("a", left ? TensorType.of(DType.F32, sizes[1], sizes[0])
                        : TensorType.of(DType.F32, sizes[0], sizes[1])), left,
                emitter.input("b", right ? TensorType.of(DType.F32, sizes[2], sizes[1])
                        : TensorType.of(DType.F32, sizes[1], sizes[2])), right));
        bound = new Bound(emitter.graph(), threads);
    }

    @Benchmark
    public void product() {
        bound.run();
    }

    @TearDown
    public void close() {
        bound.close();
    }

    static double flops(String shape) {
        int[] sizes = sizes(shape);
        return 2.0 * sizes[0] * sizes[1] * sizes[2];
    }

    private static int[] sizes(String shape) {
        return Stream.of(shape.split(" ")[0].split("x")).mapToInt(Integer::parseInt).toArray();
    }
}
