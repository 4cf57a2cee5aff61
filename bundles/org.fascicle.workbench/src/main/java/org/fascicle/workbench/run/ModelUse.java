package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.experiment.run.Signature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/** Uses models of past runs: predicts, and tells how good they are. Changes nothing that is kept of a run. */
public final class ModelUse {
    private final Preparation preparation;
    private final RunStore store;

    /**
     * @param preparation turns requests into things
     * @param store keeps runs
     */
    public ModelUse(Preparation preparation, RunStore store) {
        this.preparation = preparation;
        this.store = store;
    }

    /**
     * What a model says to examples.
     *
     * @throws WorkbenchException when there is no such run, it has no such weights, or the examples are not of its form
     */
    public Predictions predict(UseRequest request, Picture picture) throws WorkbenchException {
        PastModel model = PastModel.of(request, preparation, store, picture);
        Examples examples = Examples.of(request, model);
        Split split = examples.split();
        List<HostTensor> outputs = new ArrayList<>();
        boolean targets = split.features().stream().anyMatch(feature -> feature.name().equals(Task.TARGET));
        List<Optional<String>> expected = new ArrayList<>();
        Feature target = model.feature(Task.TARGET);
        try (Session session = model.open()) {
            Learner learner = model.learner(session, split, Learner::preparePrediction);
            for (Batch batch : batches(split, model.batch())) {
                outputs.add(learner.predict(batch));
                for (int place = 0; place < batch.size(); place++) {
                    expected.add(targets && target.type().shape().elements() == 1
                            ? Optional.of(name(target, batch.tensor(Task.TARGET).get(place))) : Optional.empty());
                }
            }
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "", e);
        }
        List<String> classes = !outputs.isEmpty() && !target.classes().isEmpty()
                && Verdicts.fits(outputs.getFirst().type().shape(), target.classes().size()) ? target.classes()
                : List.of();
        return new Predictions(model.run().name(), model.words(), examples.words(), classes, classes.isEmpty()
                ? values(outputs, expected, target) : verdicts(outputs, classes, expected, model.signature().outputs()),
                split.notes());
    }

    /**
     * How good a model is on examples.
     *
     * @throws WorkbenchException as {@link #predict}; also when the examples lack what is to be told
     */
    public Evaluation evaluate(UseRequest request, Picture picture) throws WorkbenchException {
        PastModel model = PastModel.of(request, preparation, store, picture);
        Examples examples = Examples.of(request, model);
        Split split = examples.split();
        if (split.features().size() < model.signature().features().size()) {
            throw WorkbenchException.wrong(examples.words() + " has no targets, so nothing can be told of how good the "
                    + "run " + model.run().name() + " is on it", Stream.concat(Stream.of("add them, or use \"fascicle "
                            + "predict\""), split.notes().stream().map(note -> "note: " + note))
                    .collect(Collectors.joining("\n")));
        }
        try (Session session = model.open()) {
            Learner learner = model.learner(session, split, Learner::prepareEvaluation);
            batches(split, model.batch()).forEach(learner::evaluate);
            return new Evaluation(model.run().name(), model.words(), examples.words(), split.size(),
                    learner.evaluationMetrics(), split.notes());
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "", e);
        }
    }

    private static List<Batch> batches(Split split, int size) {
        List<Batch> batches = new ArrayList<>();
        int[] order = IntStream.range(0, split.size()).toArray();
        for (int from = 0; from < order.length; from += size) {
            Batch batch = Batch.of(Math.min(size, order.length - from), split.features());
            batch.fill(split, order, from);
            batches.add(batch);
        }
        return batches;
    }

    private static List<Predictions.Row> verdicts(List<HostTensor> outputs, List<String> classes,
            List<Optional<String>> targets, Optional<Signature.Outputs> reading) {
        Verdicts verdicts = reading.map(known -> Verdicts.of(outputs, classes.size(), targets.size(), known))
                .orElseGet(() -> Verdicts.of(outputs, classes.size(), targets.size()));
        return IntStream.range(0, targets.size()).mapToObj(i -> new Predictions.Row(classes.get(verdicts.best(i)),
                IntStream.range(0, classes.size()).mapToObj(label -> verdicts.probability(i, label)).toList(),
                targets.get(i))).toList();
    }

    /** What the model gives, in the units of its data. */
    private static List<Predictions.Row> values(List<HostTensor> outputs, List<Optional<String>> targets,
            Feature target) {
        boolean scaled = target.type().dtype() == DType.F32;
        double scale = scaled ? target.scale() : 1;
        double offset = scaled ? target.offset() : 0;
        List<Predictions.Row> rows = new ArrayList<>();
        for (HostTensor output : outputs) {
            int size = output.type().shape().size(0);
            int columns = output.elements() / size;
            for (int row = 0; row < size; row++) {
                int first = row * columns;
                List<Double> values = IntStream.range(first, first + columns)
                        .mapToObj(i -> told((output.get(i) - offset) / scale)).toList();
                rows.add(new Predictions.Row(columns == 1 ? String.valueOf(values.getFirst()) : "", values,
                        targets.get(rows.size())));
            }
        }
        return rows;
    }

    /** What is computed in f32 has no more digits than that. */
    private static double told(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }

    private static String name(Feature target, double value) {
        return target.classes().isEmpty() ? String.valueOf(told(value)) : target.classes().get((int) value);
    }
}
