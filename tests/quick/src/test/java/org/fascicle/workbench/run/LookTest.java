package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.data.DataException;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.run.Plane;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunView;
import org.fascicle.experiments.OnClassPath;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.catalog.OfferedBackend;
import org.fascicle.workbench.catalog.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a run at its end. */
class LookTest {
    private static final String XOR = """
            experiment: xor
            data: {use: {xor: {copies: 100}}, validation: 0, batch: 4, shuffle: false}
            model: [{dense: {units: 8, activation: tanh}}, {dense: {units: 1, activation: sigmoid}}]
            loss: quadratic
            optimizer: {adam: {learningRate: 0.05}}
            train: {epochs: 3}
            metrics: [accuracy]
            """;
    private static final String DIGITS = """
            experiment: digits
            data: {use: {digits: {train: 60, test: 33}}, validation: 0, batch: 10}
            model: [flatten, {dense: {units: 10}}]
            loss: cross-entropy
            optimizer: {adam: {learningRate: 0.001}}
            train: {epochs: 1}
            metrics: [accuracy]
            """;
    @TempDir
    private Path home;
    private final List<RunView> views = new ArrayList<>();

    private static Picture picture() {
        Contributions contributions = OnClassPath.contributions();
        Map<Kind, List<Contribution<?>>> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, List.copyOf(contributions.all(kind)));
        }
        return new Picture(all, List.of(new OfferedBackend("plain", "b", "1", new ReferenceBackend())), List.of(),
                Set.of(), kind -> List.of());
    }

    private RunReport run(String text, String... changes) throws Exception {
        Preparation preparation = new Preparation(name -> new ExperimentText(name, text), folder -> files -> {
            throw DataException.missing("nothing is here");
        }, List::of);
        RunListener listener = new RunListener() {
            @Override
            public void event(RunEvent event) {
                // only what is seen matters
            }

            @Override
            public void ended(RunView view) {
                views.add(view);
            }
        };
        return new Runner(preparation, new RunStore(home.resolve("runs"), Clock.systemUTC()), List::of, "1")
                .run(new RunRequest("any", List.of(changes), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                        OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), false), picture(), listener,
                        new Cancellation()).runs().getFirst();
    }

    @Test
    void a_model_that_has_learned_exclusive_or_divides_the_plane_by_it() throws Exception {
        RunReport report = run(XOR);
        RunView view = views.getFirst();
        assertEquals("test", view.part());
        assertEquals(List.of(List.of(2, 0), List.of(0, 2)), view.confusion().orElseThrow().counts());
        assertEquals("4 of 4 test examples are right (1.0000)",
                Files.readAllLines(report.folder().resolve("confusion.txt")).getFirst());
        Plane plane = view.plane().orElseThrow();
        assertEquals(plane.side() * plane.side(), plane.regions().size());
        assertEquals(List.of(0, 1, 1, 0), List.of(at(plane, 0, 0), at(plane, 0, 1), at(plane, 1, 0), at(plane, 1, 1)));
        assertEquals(400, plane.points().size());
        assertEquals(3, view.epochs().size());
    }

    @Test
    void the_epoch_whose_weights_were_tested_is_known_where_the_run_goes_by_its_best() throws Exception {
        run(XOR);
        assertEquals(OptionalInt.empty(), views.getFirst().best());
        run(XOR, "train.earlyStopping={patience: 9}", "optimizer={sgd: {learningRate: 1}}", "train.epochs=9");
        List<RunEvent.Epoch> epochs = views.getLast().epochs();
        int best = epochs.stream().min(Comparator.comparingDouble(epoch -> (epoch.validation().isEmpty()
                ? epoch.train() : epoch.validation()).get("loss"))).orElseThrow().epoch();
        assertEquals(OptionalInt.of(best), views.getLast().best());
    }

    private static int at(Plane plane, double x, double y) {
        int column = (int) Math.round((x - plane.left()) / (plane.right() - plane.left()) * (plane.side() - 1));
        int row = (int) Math.round((y - plane.bottom()) / (plane.top() - plane.bottom()) * (plane.side() - 1));
        return plane.regions().get(row * plane.side() + column);
    }

    @Test
    void images_given_to_wrong_classes_are_kept_the_surest_first() throws Exception {
        RunReport report = run(DIGITS);
        RunView view = views.getFirst();
        int wrong = 33 - view.confusion().orElseThrow().right();
        assertEquals(report.record().results().get("test").get("accuracy"), 1 - wrong / 33.0, 1e-12,
                "the confusion is of all test examples, of the last and smaller batch too");
        assertEquals(Math.min(25, wrong), view.mistakes().size());
        assertTrue(view.mistakes().stream().allMatch(mistake -> !mistake.truth().equals(mistake.predicted())));
        List<Double> sure = view.mistakes().stream().map(mistake -> -mistake.probability()).toList();
        assertEquals(sure.stream().sorted().toList(), sure);
        assertTrue(view.plane().isEmpty());
    }

    @Test
    void a_model_with_more_outputs_than_classes_is_seen_by_its_epochs_alone() throws Exception {
        run(DIGITS, "model=[flatten, {dense: {units: 12}}]");
        RunView view = views.getFirst();
        assertTrue(view.confusion().isEmpty() && view.mistakes().isEmpty() && view.plane().isEmpty());
        assertEquals(1, view.epochs().size());
    }

    @Test
    void a_run_that_diverged_is_seen_by_its_epochs_alone() throws Exception {
        run(XOR, "optimizer={sgd: {learningRate: 1e30}}", "loss=mean-squared-error",
                "model=[{dense: {units: 1}}]");
        assertTrue(views.getFirst().confusion().isEmpty());
    }
}
