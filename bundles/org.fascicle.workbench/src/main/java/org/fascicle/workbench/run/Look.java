package org.fascicle.workbench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.experiment.run.Confusion;
import org.fascicle.experiment.run.Mistake;
import org.fascicle.experiment.run.Plane;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunView;
import org.fascicle.experiment.run.Signature.Outputs;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;

/** Looks at what a trained model says: to the test examples, else to those of validation, else of training. */
final class Look {
    private static final int MOST_EXAMPLES = 10_000;
    private static final int MOST_MISTAKES = 25;
    private static final int MOST_POINTS = 1_000;
    private static final int SIDE = 120;
    private static final double MARGIN = 0.15;
    private final Learner learner;
    private final String part;
    private final Split split;
    private final Split train;
    private final int batch;
    private Optional<Outputs> outputs = Optional.empty();

    /**
     * A look at a model.
     *
     * @param learner has learned
     * @param parts the examples
     * @param batch examples that it is asked at once
     */
    Look(Learner learner, Parts parts, int batch) {
        this.learner = learner;
        this.part = parts.test().isPresent() ? "test" : parts.validation().isPresent() ? "validation" : "train";
        this.split = parts.test().or(parts::validation).orElse(parts.train());
        this.train = parts.train();
        this.batch = Math.min(batch, split.size());
    }

    /** What there is to see of a run. */
    RunView of(String run, Path folder, List<RunEvent.Epoch> epochs, OptionalInt best) {
        Optional<Feature> target = feature(Task.TARGET).filter(feature -> !feature.classes().isEmpty()
                && feature.type().shape().elements() == 1);
        RunView plain = new RunView(run, folder, epochs, best, part, Optional.empty(), List.of(), Optional.empty());
        if (target.isEmpty() || split.size() == 0) {
            return plain;
        }
        List<String> classes = target.get().classes();
        int examples = Math.min(split.size(), MOST_EXAMPLES);
        int[] truth = new int[examples];
        List<HostTensor> given = new ArrayList<>();
        for (int from = 0; from < examples; from += batch) {
            Batch asked = batch(split, from);
            for (int place = 0; place < batch && from + place < examples; place++) {
                truth[from + place] = (int) asked.tensor(Task.TARGET).get(place);
            }
            given.add(learner.predict(asked));
            if (!Verdicts.fits(given.getFirst().type().shape(), classes.size())) {
                return plain;
            }
        }
        Verdicts verdicts = Verdicts.of(given, classes.size(), examples);
        outputs = Optional.of(verdicts.reading());
        int[] predicted = IntStream.range(0, examples).map(verdicts::best).toArray();
        return new RunView(run, folder, epochs, best, part, Optional.of(Confusion.of(classes, truth, predicted)),
                mistakes(classes, truth, predicted, verdicts), plane(classes, verdicts.reading()));
    }

    /** What the model's outputs were taken for; none where they tell no classes apart, or nobody has looked yet. */
    Optional<Outputs> outputs() {
        return outputs;
    }

    private Optional<Feature> feature(String name) {
        return split.features().stream().filter(feature -> feature.name().equals(name)).findFirst();
    }

    /** Examples from one on; where they end, the last again. */
    private Batch batch(Split of, int from) {
        Batch batch = Batch.of(this.batch, of.features());
        int[] order = IntStream.range(from, from + this.batch).map(i -> Math.min(i, of.size() - 1)).toArray();
        batch.fill(of, order, 0);
        return batch;
    }

    private List<Mistake> mistakes(List<String> classes, int[] truth, int[] predicted, Verdicts verdicts) {
        Optional<Feature> input = feature(Task.INPUT).filter(feature -> isImage(feature.type().shape()));
        if (input.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, truth.length).filter(i -> truth[i] != predicted[i]).boxed()
                .sorted(Comparator.comparingDouble(i -> -verdicts.probability(i, predicted[i]))).limit(MOST_MISTAKES)
                .map(i -> new Mistake(i, image(input.get(), i), classes.get(truth[i]), classes.get(predicted[i]),
                        verdicts.probability(i, predicted[i]))).toList();
    }

    private static boolean isImage(Shape shape) {
        return shape.rank() == 3 && (shape.size(2) == 1 || shape.size(2) == 3) && shape.size(0) > 1
                && shape.size(1) > 1;
    }

    private HostTensor image(Feature feature, int example) {
        Batch one = Batch.of(1, split.features());
        split.read(example, one, 0);
        HostTensor values = one.tensor(feature.name());
        float[] seen = new float[values.elements()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (float) Math.clamp(values.get(i) * feature.scale() + feature.offset(), 0, 1);
        }
        return HostTensor.of(feature.type().shape(), seen);
    }

    /** A model that reads two numbers is asked all over the part of the plane where its examples lie. */
    private Optional<Plane> plane(List<String> classes, Outputs reading) {
        Optional<Feature> input = feature(Task.INPUT).filter(feature -> feature.type().shape().equals(Shape.of(2)));
        if (input.isEmpty() || split.features().size() != 2) {
            return Optional.empty();
        }
        List<Plane.Point> points = points();
        Plane empty = frame(points, classes);
        List<Integer> regions = new ArrayList<>();
        Batch row = Batch.of(SIDE, split.features());
        HostTensor places = row.tensor(Task.INPUT);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                places.set(2 * x, empty.x(x));
                places.set(2 * x + 1, empty.y(y));
            }
            Verdicts verdicts = Verdicts.of(List.of(learner.predict(row)), classes.size(), SIDE, reading);
            IntStream.range(0, SIDE).map(verdicts::best).forEach(regions::add);
        }
        return Optional.of(new Plane(empty.left(), empty.right(), empty.bottom(), empty.top(), SIDE, classes, regions,
                points));
    }

    private List<Plane.Point> points() {
        List<Plane.Point> points = new ArrayList<>();
        Batch one = Batch.of(1, train.features());
        for (int i = 0; i < Math.min(train.size(), MOST_POINTS); i++) {
            train.read(i, one, 0);
            HostTensor x = one.tensor(Task.INPUT);
            points.add(new Plane.Point(x.get(0), x.get(1), (int) one.tensor(Task.TARGET).get(0)));
        }
        return points;
    }

    private static Plane frame(List<Plane.Point> points, List<String> classes) {
        double[] x = points.stream().mapToDouble(Plane.Point::x).sorted().toArray();
        double[] y = points.stream().mapToDouble(Plane.Point::y).sorted().toArray();
        double wide = Math.max(1e-6, x[x.length - 1] - x[0]) * MARGIN;
        double high = Math.max(1e-6, y[y.length - 1] - y[0]) * MARGIN;
        return new Plane(x[0] - wide, x[x.length - 1] + wide, y[0] - high, y[y.length - 1] + high, SIDE, classes,
                List.of(), List.of());
    }
}
