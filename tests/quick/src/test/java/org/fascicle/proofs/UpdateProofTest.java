package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Clipping;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.ParameterGroup;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Update;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.HostTensor;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.Supervised;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.CosineRate;
import org.fascicle.optimizers.Sgd;

/** How parameters follow their gradients: halves of a step, groups, clipping, rates. */
class UpdateProofTest {
    private static final List<Feature> FEATURES = List.of(Machine.floats("x", 5), Machine.floats("y", 3));
    private static final Layer MODEL = new Sequential(List.of(new Dense(4, new Tanh()), new Dense(3, new Identity())));

    private static Task task(Update update) {
        return new Task(new Supervised(MODEL, new MeanSquaredError(Reduction.MEAN)), update, Map.of(), FEATURES);
    }

    @OnEachBackend
    void a_step_in_two_halves_equals_the_fused_step_bit_for_bit(Machine machine) {
        Task task = task(Update.by(new Adam(0.01)));
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner fused = machine.learner(task, one);
            Learner halves = machine.learner(task, two);
            for (int step = 0; step < 5; step++) {
                Batch batch = Machine.random(step, 8, 0, FEATURES);
                fused.train(batch, 0.01);
                halves.accumulate(batch);
                halves.follow(0.01, 1);
            }
            assertEquals(Machine.parameters(fused), Machine.parameters(halves));
        }
    }

    @OnEachBackend
    void gradients_of_four_small_batches_equal_those_of_one_large_batch(Machine machine) {
        Task task = task(Update.by(new Sgd(0.1)));
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner large = machine.learner(task, one);
            Learner small = machine.learner(task, two);
            for (int step = 0; step < 3; step++) {
                Batch batch = Machine.random(step, 16, 0, FEATURES);
                large.train(batch, 0.1);
                for (int part = 0; part < 4; part++) {
                    small.accumulate(Machine.part(batch, 4 * part, 4 * part + 4, FEATURES));
                }
                small.follow(0.1, 4);
            }
            Map<String, HostTensor> expected = Machine.parameters(large);
            Machine.parameters(small).forEach((key, value) -> assertArrayEquals(expected.get(key).toDoubles(),
                    value.toDoubles(), 1e-6, key));
            assertEquals(3, small.step());
        }
    }

    @OnEachBackend
    void decay_pulls_weights_and_not_biases_and_a_frozen_layer_stays(Machine machine) {
        Sgd decaying = new Sgd(0.1, 0, 0, false, 0.5);
        Update groups = new Update(List.of(ParameterGroup.frozen("0.*"), ParameterGroup.of("*.bias", new Sgd(0.1)),
                ParameterGroup.of("*", decaying)), Optional.empty());
        Batch batch = Machine.random(1, 8, 0, FEATURES);
        Map<String, HostTensor> grouped = after(machine, task(groups), batch, 0.1);
        Map<String, HostTensor> plain = after(machine, task(Update.by(new Sgd(0.1))), batch, 0.1);
        Map<String, HostTensor> decayed = after(machine, task(Update.by(decaying)), batch, 0.1);
        Map<String, HostTensor> start = after(machine, task(Update.by(new Sgd(0.1))), batch, 0);
        assertEquals(start.get("parameter/0.weight"), grouped.get("parameter/0.weight"));
        assertEquals(start.get("parameter/0.bias"), grouped.get("parameter/0.bias"));
        assertEquals(plain.get("parameter/1.bias"), grouped.get("parameter/1.bias"));
        assertEquals(decayed.get("parameter/1.weight"), grouped.get("parameter/1.weight"));
        assertNotEquals(plain.get("parameter/1.weight"), grouped.get("parameter/1.weight"));
    }

    @OnEachBackend
    void a_group_may_have_a_rate_of_its_own(Machine machine) {
        Update groups = new Update(List.of(new ParameterGroup("0.*", Optional.of(new Sgd(0.1)), 0.25),
                ParameterGroup.of("*", new Sgd(0.1))), Optional.empty());
        Batch batch = Machine.random(1, 8, 0, FEATURES);
        Map<String, HostTensor> grouped = after(machine, task(groups), batch, 0.1);
        Map<String, HostTensor> slow = after(machine, task(Update.by(new Sgd(0.1))), batch, 0.025);
        Map<String, HostTensor> fast = after(machine, task(Update.by(new Sgd(0.1))), batch, 0.1);
        assertArrayEquals(slow.get("parameter/0.weight").toDoubles(), grouped.get("parameter/0.weight").toDoubles(),
                1e-7);
        assertEquals(fast.get("parameter/1.weight"), grouped.get("parameter/1.weight"));
    }

    @OnEachBackend
    void clipping_by_the_global_norm_shrinks_all_gradients_by_one_factor(Machine machine) {
        double norm = 0.01;
        Batch batch = Machine.random(1, 8, 0, FEATURES);
        Map<String, HostTensor> start = after(machine, task(Update.by(new Sgd(1))), batch, 0);
        Map<String, HostTensor> free = after(machine, task(Update.by(new Sgd(1))), batch, 1);
        Map<String, HostTensor> clipped = after(machine, task(new Update(Update.by(new Sgd(1)).groups(),
                Optional.of(new Clipping.Norm(norm)))), batch, 1);
        double squares = 0;
        for (String key : start.keySet()) {
            for (double move : moves(start.get(key), free.get(key))) {
                squares += move * move;
            }
        }
        double factor = norm / (Math.sqrt(squares) + 1e-6);
        for (String key : start.keySet()) {
            double[] expected = moves(start.get(key), free.get(key));
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= factor;
            }
            assertArrayEquals(expected, moves(start.get(key), clipped.get(key)), 1e-6, key);
        }
    }

    @OnEachBackend
    void schedules_and_plateaus_change_the_rate_without_a_compilation(Machine machine) {
        Schedule cosine = new CosineRate(0, 0);
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task(Update.by(new Sgd(0.1))), session);
            Batch batch = Machine.random(1, 8, 0, FEATURES);
            learner.train(batch, 0.1);
            long compilations = learner.compilations();
            for (int step = 1; step < 20; step++) {
                double plateau = step > 10 ? 0.1 : 1;
                learner.train(batch, plateau * cosine.learningRate(0.1, new Progress(step, 20, 5, List.of())));
            }
            assertEquals(compilations, learner.compilations());
        }
    }

    private static Map<String, HostTensor> after(Machine machine, Task task, Batch batch, double rate) {
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task, session);
            learner.train(batch, rate);
            return Machine.parameters(learner);
        }
    }

    private static double[] moves(HostTensor from, HostTensor to) {
        double[] moves = to.toDoubles();
        for (int i = 0; i < moves.length; i++) {
            moves[i] -= from.get(i);
        }
        return moves;
    }
}
