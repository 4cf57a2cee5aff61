package org.fascicle.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Adam;

/** Whole training steps of the network 784-128-64-10 with relu, cross-entropy and Adam. */
public final class TrainingSteps {
    private static final int[] UNITS = {784, 128, 64, 10};
    private static final int WINDOWS = 9;
    private static final double LENGTH = 0.3;

    private TrainingSteps() {
    }

    /** Takes numbers of threads and sizes of batches, such as {@code 1,2 64,512}. */
    public static void main(String[] arguments) {
        String threads = arguments.length > 0 ? arguments[0] : "1,2";
        String batches = arguments.length > 1 ? arguments[1] : "64";
        for (String count : threads.split(",")) {
            double peak = FmaPeak.gigaflops(Integer.parseInt(count));
            System.out.printf(Locale.ROOT, "%s threads: peak %.1f GFLOP/s%n", count, peak);
            for (String size : batches.split(",")) {
                step(Integer.parseInt(count), Integer.parseInt(size), peak);
            }
            System.out.printf(Locale.ROOT, "%s threads: peak %.1f GFLOP/s afterwards%n", count,
                    FmaPeak.gigaflops(Integer.parseInt(count)));
        }
    }

    private static void step(int threads, int size, double peak) {
        CpuBackend backend = new CpuBackend();
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(threads, Long.MAX_VALUE))) {
            Learner learner = new Learner(task(), backend, session, 1);
            Batch batch = batch(size);
            Windows windows = Windows.of(() -> learner.train(batch, 0.001), WINDOWS, LENGTH);
            System.out.println(windows.line("784-128-64-10, batch " + size + ", " + threads + " threads", flops(size),
                    peak) + String.format(Locale.ROOT, "  %.0f samples/s", size / windows.median()));
        }
    }

    /** A network and how it learns. */
    static Task task() {
        List<Layer> layers = List.of(dense(UNITS[1], new Relu()), dense(UNITS[2], new Relu()),
                dense(UNITS[3], new Identity()));
        return new Task(new Sequential(layers), new CrossEntropy(), new Adam(0.001), Map.of(), features());
    }

    private static List<Feature> features() {
        return List.of(Feature.of(Task.INPUT, TensorType.of(DType.F32, UNITS[0])),
                Feature.of(Task.TARGET, TensorType.of(DType.I32)));
    }

    private static Layer dense(int units, Activation activation) {
        Dense example = new Dense.Type().example();
        return new Dense(units, activation, example.bias(), example.weightInitializer(), example.biasInitializer());
    }

    /** Pixels and class numbers drawn at random. */
    static Batch batch(int size) {
        Batch batch = Batch.of(size, features());
        ThreefryRandom random = ThreefryRandom.of(1, "batch");
        HostTensor x = batch.tensor(Task.INPUT);
        for (int i = 0; i < x.elements(); i++) {
            x.set(i, random.uniform());
        }
        for (int i = 0; i < size; i++) {
            batch.tensor(Task.TARGET).set(i, random.below(UNITS[3]));
        }
        return batch;
    }

    /** Products alone: forward, by the weights, and by the inputs of all layers but the first. */
    static double flops(int size) {
        double flops = 0;
        for (int i = 1; i < UNITS.length; i++) {
            flops += 2.0 * size * UNITS[i - 1] * UNITS[i] * (i == 1 ? 2 : 3);
        }
        return flops;
    }
}
