package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int STEPS = 5000;
    private static final int MOST_ROUNDS = 12;
    private static final long MEBIBYTE = 1 << 20;
    private static final int BATCH = 32;
    private static final int[] UNITS = {100, 48, 10};

    @Test
    void a_training_step_allocates_nothing_once_it_is_compiled() {
        check(graph());
    }

    /** Every other kernel, and products that go on with a chain. */
    @Test
    void no_kernel_allocates_once_it_is_compiled() {
        check(Trace.of(List.of(TensorType.of(DType.F32, 4, 1100), TensorType.of(DType.F32, 1100, 70),
                TensorType.of(DType.I32, 9)), tensors -> {
                    Tensor x = tensors.get(0);
                    Tensor product = x.matmul(tensors.get(1));
                    Tensor rows = tensors.get(1).gather(tensors.get(2));
                    Tensor random = new RandomStream(tensors.get(2).slice(0, 0, 2), tensors.get(2).slice(0, 0, 1)
                            .reshape(Shape.SCALAR)).uniform(product.type());
                    return List.of(product.erf().plus(random), x.sumKeeping(1), x.maxKeeping(0), x.minKeeping(0, 1),
                            x.reshape(20, 11, 20).sumKeeping(0, 2), x.swapAxes(0, 1), x.pad(0, 1, 2, 3), x.sin(),
                            x.abs().power(x), x.log1p(), x.cast(DType.I32).sum(), rows.scatterAdd(tensors.get(2), 11),
                            Tensor.concatenate(1, List.of(x, x.slice(1, 3, 9, 2))));
                }));
    }

    /** Rounds of steps until one allocates nothing to speak of: when the JIT is done depends on the machine. */
    private static void check(Graph graph) {
        try (BackendRun run = CpuRun.of(graph, 2, BackendRun.named(graph, values(graph)))) {
            List<Long> rounds = new ArrayList<>();
            do {
                long before = allocated();
                for (int i = 0; i < STEPS; i++) {
                    run.step();
                }
                rounds.add(allocated() - before);
            } while (rounds.getLast() >= MEBIBYTE && rounds.size() < MOST_ROUNDS);
            assertTrue(rounds.getLast() < MEBIBYTE, () -> "bytes in rounds of " + STEPS + " steps: " + rounds);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).filter(bytes -> bytes > 0)
                .sum();
    }

    /** Two dense layers with cross-entropy and gradient descent; parameters are replaced in place. */
    private static Graph graph() {
        Emitter emitter = new Emitter();
        Tensor x = new Tensor(emitter.input("x", TensorType.of(DType.F32, BATCH, UNITS[0])), emitter);
        Tensor y = new Tensor(emitter.input("y", TensorType.of(DType.I32, BATCH)), emitter);
        List<Tensor> parameters = new ArrayList<>();
        Tensor hidden = x;
        for (int i = 1; i < UNITS.length; i++) {
            TensorType type = TensorType.of(DType.F32, UNITS[i - 1], UNITS[i]);
            Tensor weight = new Tensor(emitter.input("w" + i, type), emitter);
            Tensor bias = new Tensor(emitter.input("b" + i, TensorType.of(DType.F32, UNITS[i])), emitter);
            parameters.addAll(List.of(weight, bias));
            Tensor sum = hidden.matmul(weight).plus(bias);
            hidden = i == UNITS.length - 1 ? sum : sum.tanh();
        }
        Tensor loss = hidden.logSoftmax(-1).times(y.oneHot(UNITS[UNITS.length - 1], DType.F32)).sum(-1).mean().negate();
        List<Tensor> gradients = loss.gradients(parameters);
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).node().op().name();
            emitter.output(name + "'", parameters.get(i).minus(gradients.get(i).times(1e-3)).node());
            emitter.alias(name, name + "'");
        }
        emitter.output("loss", loss.node());
        return emitter.graph();
    }

    private static List<HostTensor> values(Graph graph) {
        return graph.inputTypes().stream().map(type -> {
            HostTensor values = HostTensor.zeros(type);
            for (int i = 0; i < values.elements(); i++) {
                values.set(i, type.dtype() == DType.I32 ? i % 10 : Math.sin(i) / 8);
            }
            return values;
        }).toList();
    }
}
