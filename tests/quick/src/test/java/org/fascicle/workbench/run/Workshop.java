package org.fascicle.workbench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.activations.Identity;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.datasets.Csv;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.optimizers.Sgd;
import org.fascicle.workbench.catalog.OfferedBackend;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.data.NearbyFiles;

/** What it takes to run one small experiment, without a framework. */
final class Workshop {
    private static final String LINE = """
            experiment: line
            data: {use: {line: {size: 10}}, validation: 0.2, batch: 3}
            model: [{dense: {units: 1}}]
            loss: mean-squared-error
            optimizer: {sgd: {learningRate: 0.1}}
            train: {epochs: 2}
            """;

    private Workshop() {
    }

    static Picture picture() {
        Map<Kind, List<Contribution<?>>> all = Map.of(
                Kind.DATASET, List.of(new Contribution<>(Kind.DATASET, "line", "1", "d", new Line.Type()),
                        new Contribution<>(Kind.DATASET, "csv", "1", "d", new Csv.Type())),
                Kind.LAYER, List.of(new Contribution<>(Kind.LAYER, "dense", "1", "l", new Dense.Type())),
                Kind.ACTIVATION, List.of(
                        new Contribution<>(Kind.ACTIVATION, "identity", "1", "a", new Identity.Type())),
                Kind.INITIALIZER, List.of(
                        new Contribution<>(Kind.INITIALIZER, "glorot-uniform", "1", "i", new GlorotUniform.Type()),
                        new Contribution<>(Kind.INITIALIZER, "zeros", "1", "i", new Zeros.Type())),
                Kind.LOSS, List.of(new Contribution<>(Kind.LOSS, "mean-squared-error", "1", "o",
                        new MeanSquaredError.Type())),
                Kind.OPTIMIZER, List.of(new Contribution<>(Kind.OPTIMIZER, "sgd", "1", "p", new Sgd.Type())));
        return new Picture(all, List.of(new OfferedBackend("plain", "b", "1", new ReferenceBackend())), List.of(),
                Set.of(), kind -> List.of());
    }

    /** The same without anything of one kind. */
    static Picture without(Kind kind) {
        Picture whole = picture();
        Map<Kind, List<Contribution<?>>> rest = new EnumMap<>(whole.contributions());
        rest.put(kind, new ArrayList<>());
        return new Picture(rest, whole.backends(), List.of(), Set.of(), any -> List.of());
    }

    static Preparation preparation() {
        return new Preparation(Workshop::text, Workshop::files, List::of);
    }

    /** No published file, and others in the folder that is named. */
    private static DataFiles files(Optional<Path> folder) {
        DataFiles none = files -> {
            throw DataException.missing("line/points is not here");
        };
        return folder.<DataFiles>map(named -> new NearbyFiles(named, none)).orElse(none);
    }

    private static ExperimentText text(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        try {
            return Files.isRegularFile(file) ? ExperimentText.of(file) : new ExperimentText(nameOrFile, LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
