package org.fascicle.experiments.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.activations.Sigmoid;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Update;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.InvalidExperimentException;
import org.fascicle.experiments.OnClassPath;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Normal;
import org.fascicle.layers.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonsTest {
    private static final List<Feature> IMAGES = List.of(
            new Feature("x", TensorType.of(DType.U8, 28, 28, 1), 1 / 255.0, 0, List.of()),
            Feature.of("y", new TensorType(DType.I32, Shape.SCALAR)));

    @ParameterizedTest
    @ValueSource(strings = {"digits", "softmax-digits", "mnist-mlp", "nielsen-30", "fashion-mlp", "xor-neuron",
        "xor-mlp", "spirals", "lenet-5", "char-lstm", "char-gpt", "reversal", "iris", "wine", "sonar-0", "sonar-12",
        "digits-even-odd", "circles", "blobs", "sine", "nielsen-100"})
    void a_lesson_is_read_without_a_mistake_and_has_the_name_of_its_file(String name) throws Exception {
        assertEquals(name, read(name).name());
    }

    /** Counted by hand: (inputs + 1) · outputs for a dense layer, (25 · channels + 1) · filters for a convolution. */
    @ParameterizedTest
    @CsvSource({"digits, 109386", "mnist-mlp, 109386", "softmax-digits, 7850", "nielsen-30, 23860",
        "fashion-mlp, 242762", "lenet-5, 61706"})
    void a_lesson_on_images_has_its_number_of_parameters(String name, int parameters) throws Exception {
        assertEquals(parameters, new Tracer(task(read(name), IMAGES)).training(2).variables().stream()
                .filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                .mapToInt(variable -> variable.type().shape().elements()).sum());
    }

    /**
     * Counted by hand. LSTM: 65 · 64 for the table, (64 + 128 + 1) · 512 for the gates, 129 · 65 for the scores. GPT:
     * (65 + 64) · 128 for the tables, 12 · 128² + 13 · 128 for each block of four, 2 · 128 behind them, 129 · 65.
     */
    @ParameterizedTest
    @CsvSource({"char-lstm, 111361", "char-gpt, 818241"})
    void a_lesson_on_characters_has_its_number_of_parameters(String name, int parameters) throws Exception {
        TensorType block = TensorType.of(DType.I32, 64);
        assertEquals(parameters, new Tracer(task(read(name), List.of(Feature.of("x", block), Feature.of("y", block))))
                .training(2).variables().stream().filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                .mapToInt(variable -> variable.type().shape().elements()).sum());
    }

    @Test
    void the_first_network_of_the_book_starts_as_the_book_has_it() throws Exception {
        Experiment nielsen = read("nielsen-30");
        Dense hidden = (Dense) nielsen.model().parts().get("1");
        assertEquals(new Dense(30, new Sigmoid(), true, new Normal(0, 1), new Normal(0, 1)), hidden);
        assertEquals(3.0, nielsen.optimizer().learningRate());
        assertEquals(10_000, nielsen.data().validationExamples(60_000));
        assertEquals(10, nielsen.data().batch());
        assertEquals(30, nielsen.train().epochs());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void one_neuron_is_never_right_on_more_than_three_corners(long seed) throws Exception {
        for (double accuracy : train(read("xor-neuron"), seed)) {
            assertTrue(accuracy <= 0.75, "accuracy " + accuracy);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hidden_neurons_learn_all_four_corners(long seed) throws Exception {
        assertEquals(1.0, train(read("xor-mlp"), seed)[4]);
    }

    /** The training accuracy of each epoch, on the reference backend. */
    private static double[] train(Experiment experiment, long seed) throws Exception {
        Splits splits = experiment.data().use().open(LessonsTest::noFile, seed);
        Split examples = splits.train();
        Backend backend = new ReferenceBackend();
        try (Session session = backend.open(backend.devices().getFirst(), Limits.unlimited())) {
            Learner learner = new Learner(task(experiment, examples.features()), backend, session, seed);
            Batch batch = Batch.of(experiment.data().batch(), examples.features());
            int[] order = IntStream.range(0, examples.size()).toArray();
            double[] accuracies = new double[experiment.train().epochs()];
            for (int epoch = 0; epoch < accuracies.length; epoch++) {
                for (int from = 0; from < examples.size(); from += batch.size()) {
                    batch.fill(examples, order, from);
                    learner.train(batch, experiment.optimizer().learningRate());
                }
                accuracies[epoch] = learner.trainingMetrics().get("accuracy");
            }
            return accuracies;
        }
    }

    private static List<Path> noFile(List<DataFile> wanted) throws DataException {
        throw DataException.missing("there are no files here: " + wanted);
    }

    private static Task task(Experiment experiment, List<Feature> features) {
        return new Task(experiment.objective(), Update.by(experiment.optimizer()), experiment.metrics(),
                features);
    }

    private static Experiment read(String name) throws IOException, InvalidExperimentException {
        try (InputStream file = LessonsTest.class.getResourceAsStream("/experiments/" + name + ".yaml")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new ExperimentReader(OnClassPath.contributions()).read(new ExperimentText(name, text));
        }
    }
}
