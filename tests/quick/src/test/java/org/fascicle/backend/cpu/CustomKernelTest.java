package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fascicle.backend.cpu.kernel.Arguments;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Custom;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

/** A stranger's operation {@code acme.twice-and-one}, with and without the kernel that they bring for it. */
class CustomKernelTest {
    private static final TensorType ROW = TensorType.of(DType.F32, 4, 16);

    /** {@code 2x + 1} for f32 of rank 2, row by row. */
    private record TwiceAndOne(AtomicInteger rows) implements CustomKernel {
        @Override
        public String function() {
            return "acme.twice-and-one";
        }

        @Override
        public boolean accepts(List<TensorType> operands) {
            return operands.getFirst().dtype() == DType.F32 && operands.getFirst().shape().rank() == 2;
        }

        @Override
        public int parts(List<TensorType> operands) {
            return operands.getFirst().shape().size(0);
        }

        @Override
        public void run(Arguments arguments, int from, int to) {
            int length = arguments.results().getFirst().shape().size(1);
            float[] memory = arguments.floats();
            for (int i = from * length; i < to * length; i++) {
                memory[arguments.result(0) + i] = memory[arguments.operand(0) + i] * 2 + 1;
            }
            rows.addAndGet(to - from);
        }
    }

    private static Tensor twiceAndOne(Tensor x) {
        return Trace.custom("acme.twice-and-one", List.of(x), tensors -> tensors.getFirst().times(2).plus(1),
                tensors -> List.of(tensors.get(1).times(2)));
    }

    @Test
    void a_kernel_is_taken_for_its_function_and_the_operands_that_it_accepts() {
        CpuBackend backend = new CpuBackend(List.of(new TwiceAndOne(new AtomicInteger())));
        assertTrue(backend.supports(custom(ROW)));
        assertFalse(backend.supports(custom(TensorType.of(DType.F32, 4))), "rank 1");
        assertFalse(backend.supports(custom(TensorType.of(DType.F64, 4, 4))), "f64");
        assertFalse(new CpuBackend().supports(custom(ROW)), "without the kernel");
    }

    private static Node custom(TensorType type) {
        return Trace.of(List.of(type), tensors -> List.of(twiceAndOne(tensors.getFirst()))).nodes().stream()
                .filter(node -> node.op() instanceof Custom).findFirst().orElseThrow();
    }

    @Test
    void it_computes_what_the_body_computes() {
        Graph graph = Trace.of(List.of(ROW), tensors -> List.of(
                twiceAndOne(tensors.getFirst().plus(1)).times(3), twiceAndOne(tensors.getFirst()).sum(0)));
        assertEquals(8, rowsDone(graph), "both uses, four rows each");
    }

    @Test
    void it_runs_in_the_body_of_a_recurrence() {
        Graph graph = Trace.of(List.of(ROW, TensorType.of(DType.F32, 5, 4, 16)), x -> {
            Recurrence recurrence = Recurrence.of(List.of(x.get(0)), List.of(x.get(1)), List.of(), false,
                    (carries, elements, captured, place) -> new Recurrence.Iteration(
                            List.of(twiceAndOne(carries.get(0)).times(0.25)), List.of(twiceAndOne(elements.get(0)))));
            return List.of(recurrence.carries().getFirst(), recurrence.outputs().getFirst());
        });
        assertEquals(2 * 5 * 4, rowsDone(graph));
    }

    /** Runs a graph with the kernel, compares it with the reference, and gives the rows that the kernel has done. */
    private static int rowsDone(Graph graph) {
        AtomicInteger rows = new AtomicInteger();
        Map<String, HostTensor> inputs = CpuRun.inputs(graph, 1);
        try (BackendRun run = new BackendRun(new CpuBackend(List.of(new TwiceAndOne(rows))), graph, 2)) {
            inputs.forEach(run::write);
            run.step();
            assertEquals(Interpreter.run(graph, inputs).keySet(), run.outputs().keySet());
            Interpreter.run(graph, inputs).forEach((name, expected) -> {
                for (int i = 0; i < expected.elements(); i++) {
                    assertEquals(expected.get(i), run.outputs().get(name).get(i), 1e-5);
                }
            });
        }
        return rows.get();
    }
}
