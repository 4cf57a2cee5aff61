package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.op.RandomBits;
import org.junit.jupiter.api.Test;

/** The generator against the known answers of Random123's kat_vectors (threefry 2x32, 20 rounds), and what uses it. */
class ThreefryTest {
    @Test
    void known_answers_are_given() {
        assertBlock(0x6b200159, 0x99ba4efe, Threefry.block(0, 0, 0, 0));
        assertBlock(0x1cb996fc, 0xbb002be7, Threefry.block(-1, -1, -1, -1));
        assertBlock(0xc4923a9c, 0x483df7a0, Threefry.block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3));
    }

    @Test
    void random_bits_are_the_words_of_consecutive_blocks() {
        Emitter emitter = new Emitter();
        Node key = emitter.input("key", TensorType.of(DType.I32, 2));
        Node counter = emitter.input("counter", TensorType.of(DType.I32));
        emitter.output("bits", emitter.emit(new RandomBits(Shape.of(3)), key, counter));
        int[] bits = Interpreter.run(emitter.graph(), Map.of("key", HostTensor.of(Shape.of(2), 0x13198a2e, 0x03707344),
                "counter", HostTensor.of(Shape.SCALAR, 0x85a308d3))).get("bits").ints();
        long first = Threefry.block(0x13198a2e, 0x03707344, 0, 0x85a308d3);
        long second = Threefry.block(0x13198a2e, 0x03707344, 1, 0x85a308d3);
        assertArrayEquals(new int[] {(int) first, (int) (first >>> 32), (int) second}, bits);
    }

    @Test
    void names_are_hashed_by_fnv_1a() {
        // from the authors' page: http://www.isthe.com/chongo/tech/comp/fnv/
        assertEquals(0xcbf29ce484222325L, ThreefryRandom.hash(""));
        assertEquals(0xaf63dc4c8601ec8cL, ThreefryRandom.hash("a"));
        assertEquals(0x85944171f73967e8L, ThreefryRandom.hash("foobar"));
    }

    @Test
    void a_sequence_depends_on_its_seed_and_name_alone() {
        long[] bits = bits(ThreefryRandom.of(1, "weight"));
        assertArrayEquals(bits, bits(ThreefryRandom.of(1, "weight")));
        assertNotEquals(Arrays.toString(bits), Arrays.toString(bits(ThreefryRandom.of(1, "bias"))));
        assertNotEquals(Arrays.toString(bits), Arrays.toString(bits(ThreefryRandom.of(2, "weight"))));
        assertNotEquals(Arrays.toString(bits), Arrays.toString(bits(ThreefryRandom.of(1L << 32 | 1, "weight"))));
        ThreefryRandom parent = ThreefryRandom.of(1, "weight");
        parent.bits();
        assertArrayEquals(bits(ThreefryRandom.of(1, "weight").fork(3)), bits(parent.fork(3)),
                "a fork does not depend on what was drawn before");
    }

    @Test
    void uniforms_and_normals_have_the_moments_of_their_distributions() {
        int count = 20_000;
        ThreefryRandom random = ThreefryRandom.of(3, "moments");
        double[] uniforms = DoubleStream.generate(random::uniform).limit(count).toArray();
        double[] normals = DoubleStream.generate(random::normal).limit(count).toArray();
        // five standard errors of each estimate
        assertMoments(uniforms, 0.5, 1 / 12.0, 5 * Math.sqrt(1 / 12.0 / count), 5 * Math.sqrt(1 / 180.0 / count));
        assertMoments(normals, 0, 1, 5 / Math.sqrt(count), 5 * Math.sqrt(2.0 / count));
        assertTrue(Arrays.stream(uniforms).allMatch(u -> u >= 0 && u < 1));
        double fourth = Arrays.stream(normals).map(x -> x * x * x * x).average().orElseThrow();
        assertEquals(3, fourth, 5 * Math.sqrt(96.0 / count), "kurtosis of a normal");
    }

    @Test
    void a_permutation_holds_each_number_once_and_every_order_is_as_likely() {
        int[] order = ThreefryRandom.of(1, "order").permutation(1000);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), Arrays.stream(order).sorted().toArray());
        int[] counts = new int[27];
        int draws = 6000;
        ThreefryRandom random = ThreefryRandom.of(1, "orders");
        for (int i = 0; i < draws; i++) {
            int[] three = random.permutation(3);
            counts[three[0] * 9 + three[1] * 3 + three[2]]++;
        }
        List<Integer> met = Arrays.stream(counts).filter(count -> count > 0).boxed().toList();
        assertEquals(6, met.size());
        double expected = draws / 6.0;
        met.forEach(count -> assertEquals(expected, count, 5 * Math.sqrt(expected)));
    }

    private static void assertBlock(int first, int second, long block) {
        assertEquals(Integer.toHexString(first) + " " + Integer.toHexString(second),
                Integer.toHexString((int) block) + " " + Integer.toHexString((int) (block >>> 32)));
    }

    private static void assertMoments(double[] values, double mean, double variance, double byMean, double byVariance) {
        double average = Arrays.stream(values).average().orElseThrow();
        assertEquals(mean, average, byMean);
        double spread = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(variance, spread, byVariance);
    }

    private static long[] bits(ThreefryRandom random) {
        return new long[] {random.bits(), random.bits(), random.bits()};
    }
}
