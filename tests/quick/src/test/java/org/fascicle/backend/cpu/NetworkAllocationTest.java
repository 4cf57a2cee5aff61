package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.layers.Conv2d;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Embedding;
import org.fascicle.layers.Flatten;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.MaxPool2d;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Adam;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

/** A step that is compiled through and through allocates nothing. */
class NetworkAllocationTest {
    private static final int STEPS = 50;
    /** Until the last kernel is compiled: interpreted vectors are objects. */
    private static final int MOST_ROUNDS = 1000;

    @Test
    void a_training_step_of_a_convolutional_network_allocates_nothing() {
        assertEquals(0, allocated(Sequential.of(new Conv2d(16, 3, "same", new Relu()), new MaxPool2d(2),
                new Conv2d(20, 3, "valid", new Relu()), new Flatten(), new Dense(3, new Identity())), 4,
                Feature.of("x", TensorType.of(DType.F32, 8, 8, 3)), Feature.of("y", TensorType.of(DType.I32))));
    }

    @Test
    void a_training_step_of_a_recurrent_network_allocates_nothing() {
        assertEquals(0, allocated(Sequential.of(new Embedding(5, 8), new Lstm(16, true),
                new Dense(3, new Identity())), 4,
                Feature.of("x", TensorType.of(DType.I32, 6)), Feature.of("y", TensorType.of(DType.I32, 6))));
    }

    /** Bytes that the fewest of some steps one behind the other have allocated. */
    private static long allocated(Layer model, int batch, Feature x, Feature y) {
        Task task = new Task(model, new CrossEntropy(), new Adam(0.001), Map.of(), List.of(x, y));
        StepGraph step = new Tracer(task).training(batch);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (BackendRun run = CpuRun.of(step.graph(), 1, CpuRun.inputs(step.graph(), 1))) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < STEPS; i++) {
                    run.step();
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least;
        }
    }
}
