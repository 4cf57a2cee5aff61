package org.fascicle.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Passes over {@link #ELEMENTS} floats: fusions, reductions, movements. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ElementwiseBenchmark {
    static final int ELEMENTS = 768 * 512;

    /** What is done to a matrix {@code [768, 512]}. */
    public enum Pass {
        ADD, BIAS_AND_RELU, EXP, TANH, LOGISTIC, ERF, LOG, SIN, POWER, SOFTMAX, SUM_OF_ROWS, SUM_OF_COLUMNS, TRANSPOSE;

        Tensor apply(Tensor x) {
            return switch (this) {
                case ADD -> x.plus(x.times(3));
                case BIAS_AND_RELU -> x.plus(x.slice(0, 0, 1)).relu();
                case EXP -> x.exp();
                case TANH -> x.tanh();
                case LOGISTIC -> x.sigmoid();
                case ERF -> x.erf();
                case LOG -> x.log();
                case SIN -> x.sin();
                case POWER -> x.power(2.5);
                case SOFTMAX -> x.softmax(1);
                case SUM_OF_ROWS -> x.sumKeeping(1);
                case SUM_OF_COLUMNS -> x.sumKeeping(0);
                case TRANSPOSE -> x.swapAxes(0, 1);
            };
        }
    }

    @Param
    public Pass pass;

    @Param({"1", "2"})
    public int threads;

    private Bound bound;

    @Setup
    public void bind() {
        bound = new Bound(Trace.of(List.of(TensorType.of(DType.F32, 768, 512)),
                tensors -> List.of(pass.apply(tensors.getFirst()))), threads);
    }

    @Benchmark
    public void pass() {
        bound.run();
    }

    @TearDown
    public void close() {
        bound.close();
    }
}
