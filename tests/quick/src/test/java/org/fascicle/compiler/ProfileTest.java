package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Profile;
import org.fascicle.compiler.step.ProgramCounts;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.optimizers.Adam;
import org.junit.jupiter.api.Test;

/** What is counted while programs are made, and measured while they run. */
class ProfileTest {
    private static final List<Feature> NUMBERS = List.of(Feature.of(Task.INPUT, TensorType.of(DType.F32, 12)),
            Feature.of(Task.TARGET, TensorType.of(DType.I32)));
    private static final List<Feature> SEQUENCES = List.of(Feature.of(Task.INPUT, TensorType.of(DType.F32, 5, 4)),
            Feature.of(Task.TARGET, TensorType.of(DType.I32)));

    private static Learner learner(Backend backend, Session session, Sequential model, List<Feature> features) {
        return new Learner(new Task(model, new CrossEntropy(), new Adam(0.01), Map.of(), features), backend, session,
                1);
    }

    private static Sequential dense() {
        return Sequential.of(new Dense(8, new Relu()), new Dense(3, new Identity()));
    }

    private static Session open(Backend backend) {
        return backend.open(backend.devices().getFirst(), new Limits(2, Long.MAX_VALUE));
    }

    @Test
    void a_program_is_traced_once_for_each_size_of_batch_and_found_from_then_on() {
        Backend backend = new CpuBackend();
        try (Session session = open(backend)) {
            Learner learner = learner(backend, session, dense(), NUMBERS);
            for (int size : new int[] {16, 16, 5, 16, 5}) {
                learner.train(Batch.of(size, NUMBERS), 0.01);
            }
            ProgramCounts counts = learner.counts();
            assertEquals(2, counts.traced());
            assertEquals(2, counts.compiled());
            assertEquals(3, counts.found());
            assertTrue(counts.loweredNodes() < counts.tracedNodes(), counts::toString);
        }
    }

    @Test
    void a_rate_that_changes_makes_no_program() {
        Backend backend = new CpuBackend();
        try (Session session = open(backend)) {
            Learner learner = learner(backend, session, dense(), NUMBERS);
            learner.train(Batch.of(4, NUMBERS), 0.01);
            ProgramCounts before = learner.counts();
            for (int step = 1; step <= 10; step++) {
                learner.train(Batch.of(4, NUMBERS), 0.01 / step);
            }
            assertEquals(before.traced(), learner.counts().traced());
            assertEquals(before.compiled(), learner.counts().compiled());
            assertEquals(before.found() + 10, learner.counts().found());
        }
    }

    @Test
    void every_layer_the_loss_and_the_optimizer_are_named() {
        Profile profile = measured(dense(), NUMBERS, 16);
        Set<String> layers = profile.rows().stream().map(row -> row.key().layer()).collect(Collectors.toSet());
        assertTrue(layers.containsAll(Set.of("0", "1", "loss", "optimizer/0.weight", "optimizer/1.weight")),
                layers::toString);
        long sum = profile.rows().stream().mapToLong(Profile.Row::nanoseconds).sum();
        assertTrue(0 < sum && sum <= profile.stepNanoseconds(), sum + " of " + profile.stepNanoseconds());
    }

    @Test
    void a_product_is_counted_once_a_step_with_its_work() {
        Profile profile = measured(dense(), NUMBERS, 16);
        Profile.Row forward = row(profile, "0", "dot [16,8]");
        assertEquals(3, forward.calls());
        assertEquals(3 * 2.0 * 16 * 12 * 8, forward.flops());
        assertEquals(3 * 2.0 * 16 * 12 * 8, row(profile, "0", "dot [12,8]").flops());
    }

    @Test
    void what_is_in_a_recurrence_is_counted_for_each_place() {
        Profile profile = measured(Sequential.of(new Lstm(6, false), new Dense(3, new Identity())), SEQUENCES, 2);
        Profile.Row product = profile.rows().stream().filter(row -> row.key().operation().equals("dot [2,24]")
                && row.key().layer().startsWith("0")).findFirst().orElseThrow();
        assertEquals(0, product.calls() % (3 * 5), "5 places in 3 steps, not " + product.calls() + " calls");
    }

    @Test
    void a_smaller_batch_brings_kernels_and_no_new_code() {
        Backend backend = new CpuBackend();
        try (Session session = open(backend)) {
            Learner learner = learner(backend, session, dense(), NUMBERS);
            Profile profile = new Profile();
            learner.measure(profile);
            learner.train(Batch.of(16, NUMBERS), 0.01);
            long kernels = profile.kernels();
            int code = profile.code();
            assertTrue(code < kernels, code + " pieces of code in " + kernels + " kernels");
            learner.train(Batch.of(16, NUMBERS), 0.01);
            assertEquals(kernels, profile.kernels());
            learner.train(Batch.of(15, NUMBERS), 0.01);
            assertTrue(profile.kernels() > kernels);
            assertEquals(code, profile.code());
        }
    }

    @Test
    void another_activation_brings_code_of_its_own() {
        Dense first = new Dense(8, new Relu());
        Dense last = new Dense(3, new Identity());
        Sequential one = Sequential.of(first, new Dense(8, new Relu()), last);
        Sequential two = Sequential.of(first, new Dense(8, new Tanh()), last);
        assertTrue(measured(two, NUMBERS, 16).code() > measured(one, NUMBERS, 16).code());
    }

    @Test
    void training_goes_on_with_the_same_bits_while_it_is_measured() {
        Backend backend = new CpuBackend();
        try (Session session = open(backend)) {
            Learner plain = learner(backend, session, dense(), NUMBERS);
            Learner watched = learner(backend, session, dense(), NUMBERS);
            watched.measure(new Profile());
            for (int step = 0; step < 3; step++) {
                plain.train(Batch.of(4, NUMBERS), 0.01);
                watched.train(Batch.of(4, NUMBERS), 0.01);
            }
            assertEquals(plain.snapshot(), watched.snapshot());
        }
    }

    @Test
    void a_backend_that_measures_nothing_still_tells_how_long_its_steps_take() {
        Backend backend = new ReferenceBackend();
        try (Session session = open(backend)) {
            Learner learner = learner(backend, session, dense(), NUMBERS);
            Profile profile = new Profile();
            learner.measure(profile);
            learner.train(Batch.of(4, NUMBERS), 0.01);
            assertEquals(1, profile.steps());
            assertTrue(profile.stepNanoseconds() > 0);
        }
    }

    private static Profile measured(Sequential model, List<Feature> features, int batch) {
        Backend backend = new CpuBackend();
        try (Session session = open(backend)) {
            Learner learner = learner(backend, session, model, features);
            Profile profile = new Profile();
            learner.measure(profile);
            for (int step = 0; step < 3; step++) {
                learner.train(Batch.of(batch, features), 0.01);
            }
            return profile;
        }
    }

    private static Profile.Row row(Profile profile, String layer, String operation) {
        return profile.rows().stream().filter(row -> row.key().layer().equals(layer)
                && row.key().operation().equals(operation)).findFirst().orElseThrow(() -> new AssertionError(
                        profile.rows().stream().map(Profile.Row::key).toList().toString()));
    }
}
