package org.fascicle.experiments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Update;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.Split;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The experiments that the guide shows are read as they stand there, and learn. */
class GuideTest {
    private static final Pattern EXPERIMENT = Pattern.compile("```yaml\\n(experiment: (\\S+).*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> an_experiment_of_the_guide_learns() throws IOException {
        String guide = Files.readString(Path.of("docs/write-an-experiment.md"));
        List<DynamicTest> tests = new ArrayList<>();
        Matcher found = EXPERIMENT.matcher(guide);
        while (found.find()) {
            String text = found.group(1);
            tests.add(DynamicTest.dynamicTest(found.group(2), () -> learn(new ExperimentReader(OnClassPath
                    .contributions()).read(new ExperimentText("docs/write-an-experiment.md", text)))));
        }
        assertTrue(tests.size() >= 2, "the guide shows " + tests.size());
        return tests.stream();
    }

    private static void learn(Experiment experiment) throws DataException {
        Split split = experiment.data().use().open(files -> {
            throw DataException.missing("the guide needs no files");
        }, experiment.seed()).train();
        Backend backend = new CpuBackend();
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(2, 1L << 30))) {
            Learner learner = new Learner(new Task(experiment.objective(), Update.by(experiment.optimizer()),
                    experiment.metrics(), split.features()), backend, session, experiment.seed());
            Batch batch = Batch.of(experiment.data().batch(), split.features());
            int[] order = IntStream.range(0, split.size()).toArray();
            double first = Double.NaN;
            for (int epoch = 0; epoch < 3; epoch++) {
                for (int from = 0; from + batch.size() <= order.length; from += batch.size()) {
                    batch.fill(split, order, from);
                    learner.train(batch, experiment.optimizer().learningRate());
                }
                double loss = learner.trainingMetrics().get("loss");
                assertTrue(epoch == 0 || loss < first, "epoch " + epoch + ": loss " + first + ", then " + loss);
                first = loss;
            }
        }
    }
}
