package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Team;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ThreadsTest {
    /** Large enough that every kernel is worth three threads. */
    private static final TensorType TYPE = TensorType.of(DType.F32, 300, 211);

    @TestFactory
    Stream<DynamicTest> one_two_and_three_threads_give_the_same_bits() {
        Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("fusion", x -> x.tanh().times(x.slice(0, 3, 4)).plus(x.slice(1, 3, 4)).exp());
        functions.put("product", x -> x.matmul(x.swapAxes(0, 1)));
        functions.put("wide product", x -> x.slice(0, 0, 5).matmul(x.swapAxes(0, 1)));
        functions.put("deep product", x -> x.reshape(3, 21100).matmul(x.reshape(21100, 3)));
        functions.put("products", x -> x.reshape(30, 10, 211).matmul(x.reshape(30, 10, 211).swapAxes(1, 2)));
        functions.put("sum of rows", x -> x.sumKeeping(1));
        functions.put("sum of columns", x -> x.sumKeeping(0));
        functions.put("sum of all", Tensor::sum);
        functions.put("largest", x -> x.reshape(20, 15, 211).maxKeeping(1));
        functions.put("transposition", x -> x.swapAxes(0, 1));
        functions.put("rows by number", x -> x.gather(numbers(x)).scatterAdd(numbers(x), 50));
        functions.put("random bits", x -> new RandomStream(x.constant(TensorType.of(DType.I32, 2), 3),
                x.constant(TensorType.of(DType.I32), 4)).uniform(x.type()));
        HostTensor values = values();
        return functions.entrySet().stream().map(function -> DynamicTest.dynamicTest(function.getKey(), () -> {
            Graph graph = Trace.of(List.of(TYPE), tensors -> List.of(function.getValue().apply(tensors.getFirst())));
            List<HostTensor> alone = CpuRun.once(graph, 1, List.of(values));
            assertEquals(alone, CpuRun.once(graph, 2, List.of(values)), "two threads");
            assertEquals(alone, CpuRun.once(graph, 3, List.of(values)), "three threads");
        }));
    }

    private static Tensor numbers(Tensor x) {
        List<Double> numbers = Stream.iterate(0.0, i -> i < 20_000, i -> i + 1).map(i -> i * 7 % 50).toList();
        return x.constant(TensorType.of(DType.I32, numbers.size()), numbers);
    }

    private static HostTensor values() {
        ThreefryRandom random = ThreefryRandom.of(1, "threads");
        HostTensor values = HostTensor.zeros(TYPE);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, random.uniform(-2, 2));
        }
        return values;
    }

    /** A kernel that counts how often each part is done. */
    private record Counting(AtomicIntegerArray counts, int faulty) implements Kernel {
        @Override
        public int extent() {
            return counts.length();
        }

        @Override
        public long nanoseconds() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(Worker worker, int from, int to) {
            for (int i = from; i < to; i++) {
                counts.incrementAndGet(i);
                if (i == faulty) {
                    throw new IllegalStateException("part " + i);
                }
            }
        }
    }

    @Test
    void every_part_is_done_once_however_many_threads_share_it() {
        for (int threads = 1; threads <= 5; threads++) {
            try (Team team = new Team(threads, new Arena(Long.MAX_VALUE))) {
                for (int extent = 0; extent < 200; extent++) {
                    AtomicIntegerArray counts = new AtomicIntegerArray(extent);
                    team.run(new Counting(counts, -1));
                    for (int i = 0; i < extent; i++) {
                        assertEquals(1, counts.get(i), "part " + i + " of " + extent + " by " + threads + " threads");
                    }
                }
            }
        }
    }

    @Test
    void what_a_part_throws_reaches_the_caller_and_the_team_goes_on() {
        try (Team team = new Team(3, new Arena(Long.MAX_VALUE))) {
            for (int faulty = 0; faulty < 30; faulty++) {
                Counting kernel = new Counting(new AtomicIntegerArray(30), faulty);
                assertEquals("part " + faulty,
                        assertThrows(IllegalStateException.class, () -> team.run(kernel)).getMessage());
                AtomicIntegerArray counts = new AtomicIntegerArray(30);
                team.run(new Counting(counts, -1));
                for (int i = 0; i < 30; i++) {
                    assertEquals(1, counts.get(i));
                }
            }
        }
    }

    @Test
    void a_closed_team_leaves_no_thread() {
        long before = threads();
        try (Team team = new Team(4, new Arena(Long.MAX_VALUE))) {
            team.run(new Counting(new AtomicIntegerArray(9), -1));
            assertEquals(before + 3, threads(), "the caller is the fourth");
        }
        assertEquals(before, threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fascicle-cpu-")).count();
    }
}
