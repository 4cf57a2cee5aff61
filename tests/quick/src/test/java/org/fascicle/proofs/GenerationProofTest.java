package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Generator;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Store;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.initializers.Normal;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Embedding;
import org.fascicle.layers.Gru;
import org.fascicle.layers.LayerNorm;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.PositionalEmbedding;
import org.fascicle.layers.Repeat;
import org.fascicle.layers.Sequential;
import org.fascicle.layers.TransformerBlock;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Sgd;

/** A model that goes on where a sequence left off gives what it gives for the whole sequence. */
class GenerationProofTest {
    private static final int WORDS = 11;
    private static final int BATCH = 3;
    private static final int TIME = 8;

    @OnEachBackend
    void token_by_token_with_a_cache_equals_the_full_pass(Machine machine) {
        goOn(machine, Sequential.of(new Embedding(WORDS, 8), new PositionalEmbedding(TIME, new Normal(0, 1)),
                new Repeat(2, new TransformerBlock(2, 16, true)), new LayerNorm(), new Dense(WORDS, new Identity())));
    }

    @OnEachBackend
    void recurrent_states_go_on_too(Machine machine) {
        goOn(machine, Sequential.of(new Embedding(WORDS, 8), new Lstm(6, true), new Gru(5, true),
                new Dense(WORDS, new Identity())));
    }

    private static void goOn(Machine machine, Layer model) {
        List<Feature> features = List.of(Machine.ints("x", TIME), Machine.ints("y", TIME));
        Task task = new Task(model, new CrossEntropy(), new Sgd(0.1), Map.of(), features);
        try (Session session = machine.open()) {
            Store store = new Store(session, 7);
            Learner learner = new Learner(task, machine.backend(), session, store);
            Batch batch = Machine.random(1, BATCH, WORDS, features);
            learner.train(batch, 0.1);
            HostTensor whole = learner.predict(batch);
            Generator generator = new Generator(task, machine.backend(), session, store, TIME);
            for (int round = 0; round < 2; round++) {
                generator.restart();
                // a prompt of four, then one by one
                compare(whole, generator.next(places(batch.tensor("x"), 0, 4)), 0);
                for (int place = 4; place < TIME; place++) {
                    compare(whole, generator.next(places(batch.tensor("x"), place, 1)), place);
                }
            }
            assertEquals(2, generator.compilations(), "one program for the prompt, one for all tokens");
            assertEquals(TIME, generator.position());
            assertThrows(IllegalArgumentException.class, () -> generator.next(places(batch.tensor("x"), 0, 1)));
        }
    }

    private static void compare(HostTensor whole, HostTensor piece, int from) {
        int count = piece.type().shape().size(1);
        assertEquals(Shape.of(BATCH, count, WORDS), piece.type().shape());
        for (int example = 0; example < BATCH; example++) {
            for (int i = 0; i < count * WORDS; i++) {
                assertEquals(whole.get((example * TIME + from) * WORDS + i), piece.get(example * count * WORDS + i),
                        2e-5, "place " + from);
            }
        }
    }

    private static HostTensor places(HostTensor x, int from, int count) {
        int[] values = new int[BATCH * count];
        for (int example = 0; example < BATCH; example++) {
            System.arraycopy(x.ints(), example * TIME + from, values, example * count, count);
        }
        return HostTensor.of(Shape.of(BATCH, count), values);
    }
}
