package org.fascicle.experiment.run;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fascicle.data.Feature;
import org.fascicle.experiment.checkpoint.CorruptFileException;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * What a model reads and tells: with its weights all that it takes to use it where the data is gone that it learned
 * from. A run keeps it as {@code signature.json}.
 *
 * @param features what every example had that it learned from
 * @param classWeights what each class weighs in the loss beside what the experiment says; none where it says all
 * @param outputs what outputs that tell classes apart are; none where that is not known yet, or they tell none
 */
public record Signature(List<Feature> features, List<Double> classWeights, Optional<Outputs> outputs) {
    public Signature {
        features = List.copyOf(features);
        classWeights = List.copyOf(classWeights);
    }

    /** What outputs are that tell classes apart. */
    public enum Outputs {
        /** From 0 to 1 each. */
        PROBABILITIES,
        /** Any numbers, of which a softmax makes probabilities, or of one alone a sigmoid. */
        LOGITS
    }

    /** The same where it is known what outputs are. */
    public Signature with(Outputs known) {
        return new Signature(features, classWeights, Optional.of(known));
    }

    /** As it stands in the file. */
    private record Stored(List<Column> features, List<Double> classWeights, String outputs) {
    }

    /** A feature as it stands in the file. */
    private record Column(String name, String type, List<Integer> shape, double scale, double offset,
            List<String> classes) {
        static Column of(Feature feature) {
            return new Column(feature.name(), feature.type().dtype().text(), feature.type().shape().sizes(),
                    feature.scale(), feature.offset(), feature.classes());
        }

        Feature feature() {
            return new Feature(name, new TensorType(DType.valueOf(type.toUpperCase(Locale.ROOT)), new Shape(shape)),
                    scale, offset, classes);
        }
    }

    /**
     * Reads it.
     *
     * @throws CorruptFileException when the file is none
     */
    public static Signature read(Path file) throws IOException {
        try {
            Stored stored = Json.mapper().readValue(Files.readAllBytes(file), Stored.class);
            return new Signature(stored.features().stream().map(Column::feature).toList(), stored.classWeights(),
                    Optional.ofNullable(stored.outputs()).map(word -> Outputs.valueOf(word.toUpperCase(Locale.ROOT))));
        } catch (JacksonException notJson) {
            throw corrupt(file, Json.reason(notJson));
        } catch (IllegalArgumentException | NullPointerException incomplete) {
            throw corrupt(file, String.valueOf(incomplete.getMessage()));
        }
    }

    private static CorruptFileException corrupt(Path file, String reason) {
        return new CorruptFileException(file, "nothing that tells what a model reads: " + reason,
                "restore the file, or run the experiment again");
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        Json.write(file, new Stored(features.stream().map(Column::of).toList(), classWeights,
                outputs.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse(null)));
    }
}
