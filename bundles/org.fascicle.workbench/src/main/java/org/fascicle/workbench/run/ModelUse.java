package org.fascicle.workbench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.Feature;
import org.fascicle.data.FileDataset;
import org.fascicle.data.Split;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.Evaluation;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.StoredRun;
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
        Model model = model(request, picture);
        Examples examples = examples(request, model);
        Split split = examples.split();
        List<HostTensor> outputs = new ArrayList<>();
        boolean targets = split.features().stream().anyMatch(feature -> feature.name().equals(Task.TARGET));
        List<Optional<String>> expected = new ArrayList<>();
        Feature target = feature(model.parts().train(), Task.TARGET);
        try (Session session = open(model)) {
            Learner learner = model.learner(session);
            for (Batch batch : batches(split, model.batch())) {
                if (outputs.isEmpty()) {
                    learner.predict(batch);
                    model.restore(learner);
                }
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
        return new Predictions(model.run().name(), model.words(), examples.words(), classes,
                classes.isEmpty() ? values(outputs, expected) : verdicts(outputs, classes, expected));
    }

    /**
     * How good a model is on examples.
     *
     * @throws WorkbenchException as {@link #predict}; also when the examples lack what is to be told
     */
    public Evaluation evaluate(UseRequest request, Picture picture) throws WorkbenchException {
        Model model = model(request, picture);
        Examples examples = examples(request, model);
        Split split = examples.split();
        if (split.features().size() < model.parts().train().features().size()) {
            throw WorkbenchException.wrong(examples.words() + " has no targets, so nothing can be told of how good the "
                    + "run " + model.run().name() + " is on it", "add them, or use \"fascicle predict\"");
        }
        try (Session session = open(model)) {
            Learner learner = model.learner(session);
            boolean bound = false;
            for (Batch batch : batches(split, model.batch())) {
                if (!bound) {
                    learner.evaluate(batch);
                    learner.evaluationMetrics();
                    model.restore(learner);
                    bound = true;
                }
                learner.evaluate(batch);
            }
            return new Evaluation(model.run().name(), model.words(), examples.words(), split.size(),
                    learner.evaluationMetrics());
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "", e);
        }
    }

    private static Session open(Model model) {
        return model.prepared().backend().backend().open(model.prepared().backend().device(),
                model.prepared().limits());
    }

    /** A run that was prepared again, with some of its weights. */
    private record Model(StoredRun run, Prepared prepared, Parts parts, Task task, Map<String, HostTensor> values,
            String words) {
        int batch() {
            return prepared.experiment().data().batch();
        }

        Learner learner(Session session) {
            return new Learner(task, prepared.backend().backend(), session, prepared.experiment().seed());
        }

        /** Gives a learner that has bound a program the weights; what it does not use is left out. */
        void restore(Learner learner) throws WorkbenchException {
            Map<String, HostTensor> used = new LinkedHashMap<>();
            learner.variables().forEach(variable -> Optional.ofNullable(values.get(variable.key()))
                    .ifPresent(value -> used.put(variable.key(), value)));
            try {
                learner.restore(used, 0);
            } catch (IllegalArgumentException e) {
                throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "the weights of the run "
                        + run.name() + " do not fit its " + RunFolder.EXPERIMENT + ": " + e.getMessage(),
                        "restore the folder of the run as it was left", e);
            }
        }
    }

    private Model model(UseRequest request, Picture picture) throws WorkbenchException {
        StoredRun run = store.require(request.run());
        Path yaml = run.folder().resolve(RunFolder.EXPERIMENT);
        Prepared prepared = preparation.prepare(new RunRequest(yaml.toString(), List.of(), request.data(),
                request.backend(), OptionalLong.empty(), request.threads(), request.memory(), Optional.empty(), false),
                picture);
        Experiment experiment = prepared.experiment();
        Parts parts = preparation.parts(prepared, preparation.open(prepared, experiment.seed()), experiment);
        Task task = preparation.task(prepared, parts);
        Checkpoint checkpoint = KeptWeights.of(run, request.weights(), experiment.train().earlyStopping().wanted());
        int batch = experiment.data().batchOf(parts.train().size());
        CheckpointFit.require(checkpoint, run.name(), run.folder(),
                preparation.variables(prepared, task, preparation.trace(prepared, task, batch), batch));
        boolean average = experiment.train().average() > 0;
        return new Model(run, prepared, parts, task, average ? Averaged.weights(checkpoint.tensors())
                : checkpoint.tensors(), KeptWeights.words(checkpoint, average));
    }

    /** Examples, and what they are. */
    private record Examples(Split split, String words) {
    }

    private static Examples examples(UseRequest request, Model model) throws WorkbenchException {
        if (request.file().isPresent()) {
            return new Examples(file(request.file().get(), model), request.file().get().toString());
        }
        Map<String, Split> parts = new LinkedHashMap<>();
        model.parts().test().ifPresent(split -> parts.put("test", split));
        model.parts().validation().ifPresent(split -> parts.put("validation", split));
        parts.put("train", model.parts().train());
        String part = request.part().orElse(parts.keySet().iterator().next());
        if (!parts.containsKey(part)) {
            throw WorkbenchException.wrong("the data of the run " + model.run().name() + " has no part \"" + part
                    + "\"", "it has " + String.join(", ", parts.keySet()));
        }
        return new Examples(parts.get(part), "the " + part + " examples");
    }

    private static Split file(Path file, Model model) throws WorkbenchException {
        if (!Files.isRegularFile(file)) {
            throw WorkbenchException.missing("there is no file " + file, "");
        }
        if (model.prepared().experiment().data().use() instanceof FileDataset dataset
                && model.parts().fit().isPresent()) {
            try {
                return dataset.read(file, model.parts().fit().get());
            } catch (DataException e) {
                throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
            }
        }
        Feature input = feature(model.parts().train(), Task.INPUT);
        if (ImageFiles.fits(input)) {
            return ImageFiles.read(file, input);
        }
        throw WorkbenchException.wrong("the run " + model.run().name() + " reads " + model.parts().train().features()
                .stream().filter(feature -> !feature.name().equals(Task.TARGET)).map(feature -> feature.name() + " "
                        + feature.type()).collect(Collectors.joining(", ")) + ", which no file gives",
                "tables and images can be read from files; leave the file out for the dataset's own examples");
    }

    private static Feature feature(Split split, String name) throws WorkbenchException {
        return split.features().stream().filter(feature -> feature.name().equals(name)).findFirst()
                .orElseThrow(() -> WorkbenchException.wrong("the data of this run has no feature " + name, ""));
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
            List<Optional<String>> targets) {
        Verdicts verdicts = Verdicts.of(outputs, classes.size(), targets.size());
        return IntStream.range(0, targets.size()).mapToObj(i -> new Predictions.Row(classes.get(verdicts.best(i)),
                IntStream.range(0, classes.size()).mapToObj(label -> verdicts.probability(i, label)).toList(),
                targets.get(i))).toList();
    }

    private static List<Predictions.Row> values(List<HostTensor> outputs, List<Optional<String>> targets) {
        List<Predictions.Row> rows = new ArrayList<>();
        for (HostTensor output : outputs) {
            int size = output.type().shape().size(0);
            int columns = output.elements() / size;
            for (int row = 0; row < size; row++) {
                int first = row * columns;
                List<Double> values = IntStream.range(first, first + columns).mapToObj(output::get).toList();
                rows.add(new Predictions.Row(columns == 1 ? String.valueOf(values.getFirst()) : "", values,
                        targets.get(rows.size())));
            }
        }
        return rows;
    }

    private static String name(Feature target, double value) {
        return target.classes().isEmpty() ? String.valueOf(value) : target.classes().get((int) value);
    }
}
