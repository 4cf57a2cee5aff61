package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fascicle.activations.Identity;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Session;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Update;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiments.OnClassPath;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Normal;
import org.fascicle.initializers.UniformFanIn;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Embedding;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.Sequential;
import org.fascicle.layers.TiedDense;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Sgd;
import org.fascicle.testkit.GradientCheck;

/** Sequences: of unequal lengths, from one to another, and with one table at both ends. */
class SequenceProofTest {
    private static final int TIME = 6;
    private static final int WIDTH = 3;

    private static Task classifier(int time) {
        Layer lstm = new Lstm(5, false, false, Optional.of("lengths"), true, 1, new GlorotUniform(),
                new UniformFanIn());
        return new Task(Sequential.of(lstm, new Dense(2, new Identity())), new CrossEntropy(), new Sgd(0.5), Map.of(),
                List.of(Machine.floats("x", time, WIDTH), Machine.ints("lengths"), Machine.ints("y")));
    }

    @OnEachBackend
    void padding_has_no_effect_on_an_lstm_over_unequal_lengths(Machine machine) {
        int[] lengths = {6, 1, 4, 3};
        Task task = classifier(TIME);
        Batch batch = Machine.random(1, lengths.length, 2, task.features());
        System.arraycopy(lengths, 0, batch.tensor("lengths").ints(), 0, lengths.length);
        Batch other = Machine.part(batch, 0, lengths.length, task.features());
        for (int row = 0; row < lengths.length; row++) {
            for (int i = lengths[row] * WIDTH; i < TIME * WIDTH; i++) {
                other.tensor("x").set(row * TIME * WIDTH + i, 1e6);
            }
        }
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner plain = machine.learner(task, one);
            Learner spoilt = machine.learner(task, two);
            assertEquals(plain.predict(batch), spoilt.predict(other));
            for (int row = 0; row < lengths.length; row++) {
                // each sequence alone, as long as it is, in a program of its own shape
                Batch alone = cut(batch, row, lengths[row]);
                try (Session session = machine.open()) {
                    double[] expected = machine.learner(classifier(lengths[row]), session).predict(alone).toDoubles();
                    double[] padded = plain.predict(batch).toDoubles();
                    assertArrayEquals(expected, new double[] {padded[2 * row], padded[2 * row + 1]}, 1e-6,
                            "row " + row);
                }
            }
            for (int step = 0; step < 3; step++) {
                plain.train(batch, 0.5);
                spoilt.train(other, 0.5);
            }
            assertEquals(Machine.parameters(plain), Machine.parameters(spoilt));
        }
    }

    @OnEachBackend
    void a_padded_sequence_moves_the_weights_as_the_sequence_alone_does(Machine machine) {
        Task task = classifier(TIME);
        Batch batch = Machine.random(2, 1, 2, task.features());
        batch.tensor("lengths").set(0, 3);
        try (Session one = machine.open(); Session two = machine.open()) {
            Learner padded = machine.learner(task, one);
            padded.train(batch, 0.5);
            Learner alone = machine.learner(classifier(3), two);
            alone.train(cut(batch, 0, 3), 0.5);
            Map<String, HostTensor> expected = Machine.parameters(alone);
            Machine.parameters(padded).forEach((key, value) -> assertArrayEquals(expected.get(key).toDoubles(),
                    value.toDoubles(), 1e-6, key));
        }
    }

    private static Batch cut(Batch batch, int row, int length) {
        Batch alone = Batch.of(1, classifier(length).features());
        System.arraycopy(batch.tensor("x").floats(), row * TIME * WIDTH, alone.tensor("x").floats(), 0, length * WIDTH);
        alone.tensor("lengths").set(0, length);
        alone.tensor("y").set(0, batch.tensor("y").get(row));
        return alone;
    }

    /** Reads a sequence by one input and writes it from its end, one behind the other, by another. */
    private static final String REVERSER = """
            experiment: reverser
            data: {use: xor}
            model:
              source-words:
                embedding: {size: 7, units: 16, initializer: {normal: {standardDeviation: 0.3}}}
                from: source
              source-places:
                positional-embedding: {length: 5, initializer: {normal: {standardDeviation: 0.3}}}
                from: source-words
              memory: {transformer-block: {heads: 2, hidden: 32, causal: false}, from: source-places}
              words:
                embedding: {size: 7, units: 16, initializer: {normal: {standardDeviation: 0.3}}}
                from: previous
              places:
                positional-embedding: {length: 5, initializer: {normal: {standardDeviation: 0.3}}}
                from: words
              decoder: {transformer-decoder: {heads: 2, hidden: 32}, from: {query: places, memory: memory}}
              output: {dense: {units: 7}, from: decoder}
            loss: cross-entropy
            optimizer: {adam: {learningRate: 0.01}}
            train: {epochs: 1}
            """;

    @OnEachBackend
    void a_sequence_is_reversed_by_attention_to_a_second_input_from_named_nodes(Machine machine) throws Exception {
        Experiment experiment = new ExperimentReader(OnClassPath.contributions())
                .read(new ExperimentText("reverser", REVERSER));
        List<Feature> features = List.of(Machine.ints("source", 5), Machine.ints("previous", 5), Machine.ints("y", 5));
        Task task = new Task(experiment.objective(), Update.by(experiment.optimizer()), Map.of(), features);
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task, session);
            Batch batch = Batch.of(32, features);
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < 250; step++) {
                reversals(batch, step);
                learner.train(batch, 0.01);
                losses.add(learner.trainingMetrics().get("loss"));
            }
            reversals(batch, 1000);
            learner.evaluate(batch);
            double unseen = learner.evaluationMetrics().get("loss");
            assertTrue(losses.getFirst() > 1.2 && unseen < 0.2,
                    "the loss went from " + losses.getFirst() + " to " + unseen);
            TreeSet<String> nodes = new TreeSet<>();
            Machine.parameters(learner).keySet()
                    .forEach(key -> nodes.add(key.replaceFirst("parameter/([^.]*).*", "$1")));
            assertEquals(new TreeSet<>(experiment.model().parts().keySet()), nodes,
                    "paths begin with the nodes' names");
        }
    }

    /** Symbols 1 to 6 in any order; what comes before the first is 0. */
    private static void reversals(Batch batch, int seed) {
        ThreefryRandom random = ThreefryRandom.of(seed, "reversal");
        for (int row = 0; row < batch.size(); row++) {
            int[] symbols = random.permutation(6);
            for (int place = 0; place < 5; place++) {
                batch.tensor("source").set(row * 5 + place, symbols[place] + 1);
                batch.tensor("y").set(row * 5 + 4 - place, symbols[place] + 1);
                batch.tensor("previous").set(row * 5 + (5 - place) % 5, place == 0 ? 0 : symbols[place] + 1);
            }
        }
    }

    @OnEachBackend
    void a_tied_tables_gradient_is_the_sum_of_both_uses(Machine machine) {
        List<Feature> features = List.of(Machine.ints("x", 4), Machine.ints("y", 4));
        Layer table = new Embedding(5, 3, Optional.empty(), new Normal(0, 1));
        Layer scores = new Dense(5, new Identity(), false, new Normal(0, 1), new Normal(0, 1));
        Task tied = new Task(Sequential.of(table, new TiedDense("0.weight")), new CrossEntropy(), new Sgd(0.1),
                Map.of(), features);
        Task apart = new Task(Sequential.of(table, scores), new CrossEntropy(), new Sgd(0.1), Map.of(), features);
        Batch batch = Machine.random(3, 2, 5, features);
        double[] values = new Variable(Variable.Kind.PARAMETER, "0.weight", TensorType.of(DType.F32, 5, 3),
                new Normal(0, 1)).initial(7).toDoubles();
        Machine exact = new Machine(new ReferenceBackend());
        double[] expected = gradients(exact, DType.F64, tied, batch, Map.of("0.weight", values))
                .get("gradient/0.weight");
        GradientCheck.compare("0.weight", expected, at -> gradients(exact, DType.F64, tied, batch,
                Map.of("0.weight", at)).get("metric/loss")[0] / batch.size(), values);
        double[] gradient = gradients(machine, DType.F32, tied, batch, Map.of("0.weight", values))
                .get("gradient/0.weight");
        Map<String, double[]> uses = gradients(machine, DType.F32, apart, batch, Map.of("0.weight", values,
                "1.weight", transposed(values, 5, 3)));
        double[] lookedUp = uses.get("gradient/0.weight");
        double[] scored = transposed(uses.get("gradient/1.weight"), 3, 5);
        for (int i = 0; i < gradient.length; i++) {
            assertEquals(lookedUp[i] + scored[i], gradient[i], 1e-6);
            assertEquals(expected[i], gradient[i], 1e-6);
        }
        assertEquals(List.of("parameter/0.weight"), new Tracer(tied).training(2).variables().stream()
                .filter(variable -> variable.kind() == Variable.Kind.PARAMETER).map(Variable::key).toList());
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i % columns * rows + i / columns] = matrix[i];
        }
        return result;
    }

    /** What the first half of a step leaves in its variables. */
    private static Map<String, double[]> gradients(Machine machine, DType dtype, Task task, Batch batch,
            Map<String, double[]> weights) {
        StepGraph step = new Tracer(task, dtype).gradients(batch.size());
        try (Session session = machine.open()) {
            Map<String, Buffer> buffers = new LinkedHashMap<>();
            for (Variable variable : step.variables()) {
                Buffer buffer = session.allocate(variable.type());
                boolean given = variable.kind() == Variable.Kind.PARAMETER;
                buffer.write(given ? HostTensor.of(variable.type(), weights.get(variable.path()))
                        : HostTensor.zeros(variable.type()));
                buffers.put(variable.key(), buffer);
            }
            batch.tensors().forEach((name, tensor) -> {
                Buffer buffer = session.allocate(tensor.type());
                buffer.write(tensor);
                buffers.put(StepGraph.BATCH + name, buffer);
            });
            new Compiler(machine.backend()).compile(step.graph(), session).bind(buffers, StepGraph.SCALARS)
                    .run(new double[StepGraph.SCALARS.size()]);
            Map<String, double[]> results = new LinkedHashMap<>();
            step.variables().forEach(variable -> results.put(variable.key(),
                    buffers.get(variable.key()).read().toDoubles()));
            return results;
        }
    }
}
