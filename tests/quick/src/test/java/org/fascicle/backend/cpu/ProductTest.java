package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.junit.jupiter.api.Test;

/** Products against plain loops in f64. */
class ProductTest {
    private static final int[] EXTENTS = {0, 1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 31, 32, 33, 47, 64, 65, 97, 131};
    private static final int[] DEPTHS = {0, 1, 2, 3, 17, 64, 101, 1023, 1024, 1025, 2100};

    @Test
    void any_shape_and_any_transposition_is_near_the_sum_in_double() {
        ThreefryRandom random = ThreefryRandom.of(3, "products");
        for (int number = 0; number < 120; number++) {
            check(random, random.below(4) == 0 ? 3 : 1, EXTENTS[random.below(EXTENTS.length)],
                    DEPTHS[random.below(DEPTHS.length)], EXTENTS[random.below(EXTENTS.length)], number % 2 == 1,
                    number / 2 % 2 == 1);
        }
    }

    @Test
    void nothing_to_add_gives_zero() {
        Graph graph = graph(TensorType.of(DType.F32, 1, 3, 0), TensorType.of(DType.F32, 1, 0, 5), false, false);
        HostTensor product = CpuRun.once(graph, 2, List.of(HostTensor.zeros(TensorType.of(DType.F32, 1, 3, 0)),
                HostTensor.zeros(TensorType.of(DType.F32, 1, 0, 5)))).getFirst();
        assertEquals(HostTensor.zeros(TensorType.of(DType.F32, 1, 3, 5)), product);
    }

    /** {@code fma(a, b, c)} for k ascending: what tiles and blocks of k must not change. */
    @Test
    void each_element_is_one_chain_of_fused_multiply_adds() {
        checkBits("chains", 9, 1500, 37, (a, b, i, j) -> chain(a, b, i, j, 0, 1500));
    }

    /** From 2 MiB on, a right operand is packed before it is multiplied. */
    @Test
    void an_element_of_a_product_with_a_large_right_operand_is_one_chain() {
        checkBits("large", 259, 1030, 521, (a, b, i, j) -> chain(a, b, i, j, 0, 1030));
    }

    /** Few rows and many steps of k: two chains, each over half of k, and their sum. */
    @Test
    void an_element_of_a_deep_product_is_the_sum_of_two_chains() {
        checkBits("deep", 16, 1002, 131, (a, b, i, j) -> chain(a, b, i, j, 0, 501) + chain(a, b, i, j, 501, 1002));
    }

    /** What an element of a product has to be, to the last bit. */
    private interface Element {
        float of(HostTensor a, HostTensor b, int row, int column);
    }

    private static void checkBits(String name, int m, int k, int n, Element expected) {
        ThreefryRandom random = ThreefryRandom.of(4, name);
        HostTensor a = values(random, TensorType.of(DType.F32, 1, m, k));
        HostTensor b = values(random, TensorType.of(DType.F32, 1, k, n));
        float[] elements = new float[m * n];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = expected.of(a, b, i / n, i % n);
        }
        for (int threads = 1; threads <= 3; threads++) {
            assertArrayEquals(elements, CpuRun.once(graph(a.type(), b.type(), false, false), threads, List.of(a, b))
                    .getFirst().floats(), threads + " threads");
        }
    }

    /** An element of a product from some steps of k. */
    private static float chain(HostTensor a, HostTensor b, int row, int column, int from, int to) {
        int k = a.type().shape().size(-1);
        int n = b.type().shape().size(-1);
        float chain = 0;
        for (int step = from; step < to; step++) {
            chain = Math.fma(a.floats()[row * k + step], b.floats()[step * n + column], chain);
        }
        return chain;
    }

    private static void check(ThreefryRandom random, int batch, int m, int k, int n, boolean left, boolean right) {
        HostTensor a = values(random, left ? TensorType.of(DType.F32, batch, k, m)
                : TensorType.of(DType.F32, batch, m, k));
        HostTensor b = values(random, right ? TensorType.of(DType.F32, batch, n, k)
                : TensorType.of(DType.F32, batch, k, n));
        float[] product = CpuRun.once(graph(a.type(), b.type(), left, right), 2, List.of(a, b)).getFirst().floats();
        for (int t = 0; t < batch; t++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    double size = 0;
                    for (int step = 0; step < k; step++) {
                        double term = (double) a.floats()[t * m * k + (left ? step * m + i : i * k + step)]
                                * b.floats()[t * k * n + (right ? j * k + step : step * n + j)];
                        sum += term;
                        size += Math.abs(term);
                    }
                    double found = product[(t * m + i) * n + j];
                    assertTrue(Math.abs(found - sum) <= 1e-5 * size, "%d × [%d, %d, %d], transposed %s %s: %d, %d is %s"
                            .formatted(batch, m, k, n, left, right, i, j, found) + ", not " + sum);
                }
            }
        }
    }

    private static Graph graph(TensorType a, TensorType b, boolean left, boolean right) {
        Emitter emitter = new Emitter();
        emitter.output("c", emitter.dot(emitter.input("a", a), left, emitter.input("b", b), right));
        return emitter.graph();
    }

    private static HostTensor values(ThreefryRandom random, TensorType type) {
        HostTensor values = HostTensor.zeros(type);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, random.uniform(-1, 1));
        }
        return values;
    }
}
