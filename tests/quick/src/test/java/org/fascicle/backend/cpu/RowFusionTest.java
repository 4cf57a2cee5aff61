package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Reduction;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

/** Fusions that fold rows. */
class RowFusionTest {
    private static final List<Shape> SHAPES = List.of(Shape.of(1, 2), Shape.of(3, 7), Shape.of(64, 10),
            Shape.of(5, 16), Shape.of(7, 17), Shape.of(2, 3, 64), Shape.of(4, 65), Shape.of(3, 1, 127),
            Shape.of(2, 2, 3, 130), Shape.of(3, 1000), Shape.of(1, 5003), Shape.of(0, 5), Shape.of(300, 2));

    @Test
    void a_softmax_is_one_fusion() {
        checkAll(1, inputs -> List.of(softmax(inputs.get(0))));
    }

    @Test
    void a_normalised_sum_is_one_fusion_that_gives_the_sum_too() {
        checkAll(1, inputs -> {
            Tensor sum = inputs.get(0).plus(inputs.get(1));
            Tensor centred = sum.minus(sum.meanKeeping(-1));
            Tensor deviation = centred.times(centred).meanKeeping(-1).plus(1e-5).sqrt();
            return List.of(sum, centred.over(deviation).times(inputs.get(2)), deviation);
        });
    }

    @Test
    void the_gradient_of_a_softmax_is_one_fusion() {
        checkAll(1, inputs -> {
            Tensor product = inputs.get(0).times(inputs.get(1));
            return List.of(product.minus(inputs.get(0).times(product.sumKeeping(-1))));
        });
    }

    @Test
    void what_has_one_element_in_a_row_is_computed_beside_it() {
        checkAll(1, inputs -> {
            Tensor most = inputs.get(0).maxKeeping(-1);
            Tensor exponential = inputs.get(0).minus(most).exp();
            Tensor logarithm = exponential.sumKeeping(-1).log().plus(most);
            return List.of(logarithm, inputs.get(0).minus(logarithm).times(inputs.get(3)),
                    inputs.get(0).negate().maxKeeping(-1).negate().times(logarithm));
        });
    }

    @Test
    void infinities_and_nan_go_the_way_of_the_reference() {
        HostTensor values = HostTensor.zeros(TensorType.of(DType.F32, 4, 70));
        for (int i = 0; i < 280; i++) {
            values.set(i, i % 7 - 3);
        }
        values.set(69, Double.NEGATIVE_INFINITY);
        values.set(3, Double.NEGATIVE_INFINITY);
        values.set(70 + 66, Double.NaN);
        values.set(140 + 2, Double.NaN);
        Graph graph = Trace.of(List.of(values.type()), inputs -> List.of(softmax(inputs.get(0)),
                inputs.get(0).negate().maxKeeping(-1).negate()));
        check(graph, List.of(values));
    }

    @Test
    void the_largest_and_the_smallest_are_those_of_java_wherever_they_stand() {
        float[] special = {0f, -0f, Float.NaN, Float.intBitsToFloat(0xffc00000), Float.intBitsToFloat(0x7f800001),
            Float.intBitsToFloat(0xff812345), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE,
            -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 1f, -1f};
        int length = 83;
        TensorType type = TensorType.of(DType.F32, special.length * 3 * length, length);
        float[] values = new float[type.shape().elements()];
        for (int row = 0; row < type.shape().size(0); row++) {
            float rest = row % 3 == 0 ? -0f : row % 3 == 1 ? -2f : 2f;
            Arrays.fill(values, row * length, (row + 1) * length, rest);
            values[row * length + row / 3 % length] = special[row / 3 / length];
        }
        List<HostTensor> found = CpuRun.once(Trace.of(List.of(type), inputs -> List.of(
                inputs.getFirst().maxKeeping(-1), inputs.getFirst().negate().maxKeeping(-1).negate())), 2,
                List.of(new HostTensor(type, values)));
        for (int row = 0; row < type.shape().size(0); row++) {
            float most = Float.NEGATIVE_INFINITY;
            float least = Float.POSITIVE_INFINITY;
            for (int i = row * length; i < (row + 1) * length; i++) {
                most = Math.max(most, values[i]);
                least = Math.min(least, values[i]);
            }
            assertEquals(Float.floatToIntBits(most), Float.floatToIntBits(found.get(0).floats()[row]));
            assertEquals(Float.floatToIntBits(least), Float.floatToIntBits(found.get(1).floats()[row]));
        }
    }

    @Test
    void an_exponential_below_the_maximum_has_the_bits_of_any_other() {
        int length = 20_000;
        int infinity = Float.floatToIntBits(Float.POSITIVE_INFINITY);
        TensorType type = TensorType.of(DType.F32, 1, length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i % 3 == 0 ? -Float.intBitsToFloat((int) ((long) i * infinity / length))
                    : i * -110f / length;
        }
        values[3] = 0;
        values[length - 3] = Float.NEGATIVE_INFINITY;
        List<HostTensor> row = List.of(new HostTensor(type, values));
        float[] fused = CpuRun.once(Trace.of(List.of(type), inputs -> List.of(
                inputs.getFirst().minus(inputs.getFirst().maxKeeping(-1)).exp())), 2, row).getFirst().floats();
        float[] alone = CpuRun.once(Trace.of(List.of(type), inputs -> List.of(inputs.getFirst().exp())), 2, row)
                .getFirst().floats();
        assertArrayEquals(alone, fused);
    }

    /** Every sweep reads the operand that the last one replaces. */
    @Test
    void a_row_is_replaced_in_its_last_sweep() {
        TensorType type = TensorType.of(DType.F32, 9, 83);
        Emitter emitter = new Emitter();
        Tensor a = new Tensor(emitter.input("a", type), emitter);
        emitter.output("a'", a.minus(a.sumKeeping(-1)).over(a.maxKeeping(-1)).node());
        emitter.alias("a", "a'");
        HostTensor values = values(type, 0);
        HostTensor found = CpuRun.once(emitter.graph(), 2, List.of(values)).getFirst();
        for (int row = 0; row < 9; row++) {
            double sum = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < 83; i++) {
                sum += values.get(row * 83 + i);
                most = Math.max(most, values.get(row * 83 + i));
            }
            for (int i = 0; i < 83; i++) {
                assertEquals((values.get(row * 83 + i) - sum) / most, found.get(row * 83 + i), 2e-5);
            }
        }
    }

    /** What is computed for each row counts too: a method that is too long is never compiled. */
    @Test
    void a_body_that_is_too_long_is_cut() {
        TensorType type = TensorType.of(DType.F32, 3, 40);
        Graph graph = Trace.of(List.of(type), inputs -> {
            Tensor row = inputs.getFirst().sumKeeping(-1);
            for (int i = 0; i < 12; i++) {
                row = row.exp().tanh();
            }
            return List.of(inputs.getFirst().times(row));
        });
        Graph lowered = new Compiler(new CpuBackend()).lower(graph);
        assertTrue(lowered.nodes().stream().filter(node -> node.op() instanceof Fusion).count() > 1, lowered::toString);
        check(graph, List.of(values(type, 0)));
    }

    private static Tensor softmax(Tensor x) {
        Tensor exponential = x.minus(x.maxKeeping(-1)).exp();
        return exponential.over(exponential.sumKeeping(-1));
    }

    /** Two tensors, one that is repeated for each row, and one with an element for each row. */
    private static void checkAll(int fusions, Function<List<Tensor>, List<Tensor>> computed) {
        for (Shape shape : SHAPES) {
            Shape repeated = shape;
            for (int axis = 0; axis < shape.rank() - 1; axis++) {
                repeated = repeated.with(axis, 1);
            }
            List<TensorType> types = List.of(new TensorType(DType.F32, shape), new TensorType(DType.F32, shape),
                    new TensorType(DType.F32, repeated), new TensorType(DType.F32, shape.with(-1, 1)));
            Graph graph = Trace.of(types, computed::apply);
            Graph lowered = new Compiler(new CpuBackend()).lower(graph);
            assertEquals(fusions, lowered.nodes().stream().filter(node -> node.op() instanceof Fusion).count(),
                    lowered::toString);
            assertEquals(0, lowered.nodes().stream().filter(node -> node.op() instanceof Reduction).count(),
                    lowered::toString);
            check(graph, List.of(values(types.get(0), 0), values(types.get(1), 1), values(types.get(2), 2),
                    values(types.get(3), 3)));
        }
    }

    private static void check(Graph graph, List<HostTensor> inputs) {
        Iterator<HostTensor> expected = Interpreter.run(graph, BackendRun.named(graph, inputs)).values().iterator();
        for (HostTensor output : CpuRun.once(graph, 2, inputs)) {
            double[] right = expected.next().toDoubles();
            double most = DoubleStream.of(right).filter(Double::isFinite).map(Math::abs).max().orElse(1);
            assertArrayEquals(right, output.toDoubles(), 1e-5 * Math.max(1, most), graph::toString);
        }
    }

    private static HostTensor values(TensorType type, int number) {
        ThreefryRandom random = ThreefryRandom.of(number, "rows" + type.shape());
        HostTensor values = HostTensor.zeros(type);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, random.uniform(-3, 3));
        }
        return values;
    }
}
