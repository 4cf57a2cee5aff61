package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Session;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.ParameterGroup;
import org.fascicle.compiler.step.Profile;
import org.fascicle.compiler.step.Store;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Update;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Flatten;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.metrics.Accuracy;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Objective;
import org.fascicle.nn.Scope;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.Sgd;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** Several programs on one store, several shapes of one program, and what may be seen of a program at work. */
class ProgramProofTest {
    private static final List<Feature> CLASSES = List.of(Machine.floats("x", 6), Machine.ints("y"));
    private static final Layer CLASSIFIER = new Sequential(List.of(new Dense(8, new Relu()),
            new Dense(3, new Identity())));

    private static Task classifier() {
        return new Task(CLASSIFIER, new CrossEntropy(), new Adam(0.01), Map.of("accuracy", new Accuracy(0.5)), CLASSES);
    }

    /** Two networks in one store: the generator makes points, the critic tells them from those of the batch. */
    private record Game(boolean critic) implements Objective {
        private static final Layer GENERATOR = new Sequential(List.of(new Dense(8, new Tanh()),
                new Dense(2, new Identity())));
        private static final Layer CRITIC = new Sequential(List.of(new Dense(8, new Tanh()),
                new Dense(1, new Identity())));

        @Override
        public Tensor output(Scope scope) {
            return scope.apply("generator", GENERATOR, scope.input("noise"));
        }

        @Override
        public Tensor loss(Tensor made, Scope scope) {
            Tensor ofMade = scope.apply("critic", CRITIC, made);
            if (!critic) {
                return softplus(ofMade.negate()).mean();
            }
            Tensor ofReal = scope.apply("critic", CRITIC, scope.input("real"));
            return softplus(ofReal.negate()).mean().plus(softplus(ofMade).mean());
        }

        private static Tensor softplus(Tensor x) {
            return x.maximum(0).plus(x.abs().negate().exp().log1p());
        }
    }

    @OnEachBackend
    void two_programs_with_two_optimizers_alternate_on_one_store(Machine machine) {
        List<Feature> features = List.of(Machine.floats("noise", 4), Machine.floats("real", 2));
        Task criticTask = new Task(new Game(true), only("critic.*"), Map.of(), features);
        Task generatorTask = new Task(new Game(false), only("generator.*"), Map.of(), features);
        try (Session session = machine.open()) {
            Store store = new Store(session, 3);
            Learner critic = new Learner(criticTask, machine.backend(), session, store);
            Learner generator = new Learner(generatorTask, machine.backend(), session, store);
            Batch batch = Machine.random(0, 32, 0, features);
            critic.train(batch, 0.02);
            Map<String, HostTensor> before = store.snapshot();
            generator.train(batch, 0.02);
            Map<String, HostTensor> after = store.snapshot();
            assertEquals(before.get("parameter/critic.0.weight"), after.get("parameter/critic.0.weight"));
            assertFalse(before.get("parameter/generator.0.weight").equals(after.get("parameter/generator.0.weight")));
            // the two circle around the balance, so what counts is where they are on average
            List<Double> means = new ArrayList<>();
            for (int step = 1; step < 400; step++) {
                Batch next = Machine.random(step, 32, 0, features);
                for (int i = 0; i < next.tensor("real").elements(); i++) {
                    next.tensor("real").set(i, 2 + 0.1 * next.tensor("real").get(i));
                }
                critic.train(next, 0.02);
                generator.train(next, 0.005);
                if (step > 200 && step % 10 == 0) {
                    means.add(DoubleStream.of(generator.predict(next).toDoubles()).average().orElseThrow());
                }
            }
            double mean = means.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            assertTrue(Math.abs(mean - 2) < 0.7, "the points made lie around " + mean + ", the real ones around 2");
        }
    }

    private static Update only(String pattern) {
        return new Update(List.of(ParameterGroup.of(pattern, new Adam(0.02))), Optional.empty());
    }

    @OnEachBackend
    void the_last_short_batch_is_a_second_program_and_no_more(Machine machine) {
        try (Session session = machine.open()) {
            Learner learner = machine.learner(classifier(), session);
            Profile profile = new Profile();
            learner.measure(profile);
            learner.train(Machine.random(0, 16, 3, CLASSES), 0.01);
            int code = profile.code();
            for (int epoch = 0; epoch < 3; epoch++) {
                learner.train(Machine.random(1, 16, 3, CLASSES), 0.01);
                learner.train(Machine.random(2, 16, 3, CLASSES), 0.01);
                learner.train(Machine.random(3, 5, 3, CLASSES), 0.01);
            }
            assertEquals(2, learner.compilations());
            assertEquals(code, profile.code(), "no new code of kernels");
        }
    }

    @OnEachBackend
    void programs_are_kept_and_the_one_longest_unused_goes_first(Machine machine) {
        Compiler compiler = new Compiler(machine.backend());
        try (Session session = machine.open()) {
            for (int size = 1; size <= 64; size++) {
                compiler.compile(ofSize(size), session);
            }
            compiler.compile(ofSize(1), session);
            assertEquals(64, compiler.compilations());
            // the 65th takes the place of the second, since the first was used after it
            compiler.compile(ofSize(65), session);
            compiler.compile(ofSize(1), session);
            assertEquals(65, compiler.compilations());
            compiler.compile(ofSize(2), session);
            assertEquals(66, compiler.compilations());
        }
    }

    private static Graph ofSize(int size) {
        return Trace.of(List.of(TensorType.of(DType.F32, size)), x -> List.of(x.getFirst().plus(1)));
    }

    @OnEachBackend
    void texts_in_six_buckets_are_six_programs(Machine machine) {
        Layer mean = (x, scope) -> scope.apply("head", new Dense(3, new Identity()), x.mean(1));
        Map<Integer, Learner> learners = new HashMap<>();
        try (Session session = machine.open()) {
            Store store = new Store(session, 1);
            long compilations = 0;
            for (int step = 0; step < 18; step++) {
                int length = 4 + 4 * (step % 6);
                List<Feature> features = List.of(Machine.floats("x", length, 6), Machine.ints("y"));
                Learner learner = learners.computeIfAbsent(length, key -> new Learner(new Task(mean, new CrossEntropy(),
                        new Sgd(0.1), Map.of(), features), machine.backend(), session, store));
                learner.train(Machine.random(step, 8, 3, features), 0.1);
            }
            for (Learner learner : learners.values()) {
                compilations += learner.compilations();
            }
            assertEquals(6, compilations);
            assertEquals(2, store.variables().size());
        }
    }

    @OnEachBackend
    void probes_show_every_layer_and_leave_the_bits_of_training_alone(Machine machine) {
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner plain = machine.learner(classifier(), one);
            Learner probed = machine.learner(classifier(), two);
            for (int step = 0; step < 6; step++) {
                Batch batch = Machine.random(step, 16, 3, CLASSES);
                plain.train(batch, 0.01);
                if (step % 2 == 0) {
                    Map<String, HostTensor> seen = probed.probe(batch, 0.01);
                    assertEquals(List.of("0", "1"), List.copyOf(seen.keySet()));
                    assertEquals(Shape.of(16, 8), seen.get("0").type().shape());
                } else {
                    probed.train(batch, 0.01);
                }
            }
            assertEquals(Machine.parameters(plain), Machine.parameters(probed));
        }
    }

    @OnEachBackend
    void the_layer_that_went_nan_is_found_by_replay_from_a_snapshot(Machine machine) {
        Layer logarithm = (x, scope) -> x.times(scope.parameter("scale", Shape.of(1), Initializer.constant(1))).log();
        Layer model = new Sequential(List.of(new Dense(4, new Identity()), logarithm, new Dense(1, new Identity())));
        List<Feature> features = List.of(Machine.floats("x", 3), Machine.floats("y", 1));
        Task task = new Task(model, new MeanSquaredError(Reduction.MEAN), new Sgd(0.1), Map.of(), features);
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task, session);
            Batch batch = Machine.random(1, 4, 0, features);
            learner.prepare(4);
            Map<String, HostTensor> snapshot = learner.snapshot();
            learner.train(batch, 0.1);
            assertTrue(Double.isNaN(learner.trainingMetrics().get("loss")));
            learner.restore(snapshot, 0);
            String first = learner.probe(batch, 0.1).entrySet().stream()
                    .filter(seen -> !DoubleStream.of(seen.getValue().toDoubles()).allMatch(Double::isFinite))
                    .findFirst().orElseThrow().getKey();
            assertEquals("1", first);
        }
    }

    @OnEachBackend
    void images_are_bytes_until_the_graph_scales_them(Machine machine) {
        List<Feature> bytes = List.of(new Feature("x", TensorType.of(DType.U8, 4, 4, 1), 1 / 255.0, -0.5, List.of()),
                Machine.ints("y"));
        List<Feature> floats = List.of(Machine.floats("x", 4, 4, 1), Machine.ints("y"));
        Layer model = new Sequential(List.of(new Flatten(), new Dense(3, new Identity())));
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner ofBytes = machine.learner(new Task(model, new CrossEntropy(), new Sgd(0.1), Map.of(), bytes), one);
            Learner ofFloats = machine.learner(new Task(model, new CrossEntropy(), new Sgd(0.1), Map.of(), floats),
                    two);
            Batch raw = Machine.random(1, 8, 256, bytes);
            for (int i = 0; i < raw.tensor("y").elements(); i++) {
                raw.tensor("y").set(i, i % 3);
            }
            Batch scaled = Batch.of(8, floats);
            for (int i = 0; i < scaled.tensor("x").elements(); i++) {
                scaled.tensor("x").set(i, raw.tensor("x").get(i) / 255 - 0.5);
            }
            for (int i = 0; i < 8; i++) {
                scaled.tensor("y").set(i, i % 3);
            }
            ofBytes.train(raw, 0.1);
            ofFloats.train(scaled, 0.1);
            assertArrayEquals(Machine.parameters(ofFloats).get("parameter/1.weight").toDoubles(),
                    Machine.parameters(ofBytes).get("parameter/1.weight").toDoubles(), 1e-6);
        }
    }

    @OnEachBackend
    void metrics_are_sums_over_an_epoch_that_weigh_each_example_alike(Machine machine) {
        try (Session session = machine.open()) {
            Learner learner = machine.learner(classifier(), session);
            Batch whole = Machine.random(1, 21, 3, CLASSES);
            for (int from = 0; from < 21; from += 8) {
                learner.evaluate(Machine.part(whole, from, Math.min(from + 8, 21), CLASSES));
            }
            Map<String, Double> parts = learner.evaluationMetrics();
            learner.evaluate(whole);
            Map<String, Double> once = learner.evaluationMetrics();
            assertEquals(once.get("accuracy"), parts.get("accuracy"), 1e-12);
            assertEquals(once.get("loss"), parts.get("loss"), 1e-6);
        }
    }
}
