package org.fascicle.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.data.Batch;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.Tools;

/**
 * Losses of the first steps of training, on the same values and data, of one backend beside those of another that is
 * right by definition.
 *
 * @param name of the case
 * @param batch examples in a step
 * @param losses those of the one
 * @param expected those of the other
 */
record Losses(String name, int batch, List<Double> losses, List<Double> expected) {
    /** The most by which a loss may differ. */
    static final double TOLERANCE = 1e-4;
    private static final int STEPS = 5;
    private static final long SEED = 1;

    /** Trains a case on both. */
    static Losses of(String name, Case trained, Tools tools, Tools reference, int threads) {
        Case small = trained.checked();
        return new Losses(name, small.batch(), train(small, tools, threads), train(small, reference, threads));
    }

    private static List<Double> train(Case trained, Tools tools, int threads) {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        trained.given().forEach((name, given) -> values.put(name, given.draw(name, trained.batch())));
        Batch batch = new Batch(trained.batch(), values);
        try (Session session = tools.backend().open(tools.device(), new Limits(threads, Long.MAX_VALUE))) {
            Learner learner = new Learner(trained.task(), tools.backend(), session, SEED);
            return Stream.generate(() -> {
                learner.train(batch, trained.learningRate());
                return learner.trainingMetrics().get("loss");
            }).limit(STEPS).toList();
        }
    }

    /** The largest difference between two losses of a step; not a number where one of them is none. */
    double difference() {
        return IntStream.range(0, losses.size()).mapToDouble(i -> Math.abs(losses.get(i) - expected.get(i)))
                .reduce(0, Math::max);
    }

    /** Whether all are the same within the tolerance. */
    boolean agree() {
        return difference() <= TOLERANCE;
    }
}
