package org.fascicle.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.ContributionType;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Splits;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossType;
import org.fascicle.nn.MergeLayer;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricType;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.OptimizerType;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleType;
import org.fascicle.nn.Scope;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** Contributions with every sort of option, and experiments that name them. */
public final class Sample {
    /** An experiment without a mistake; the line numbers of the tests count from its first line. */
    public static final String DIGITS = """
            experiment: digits-mlp
            about: A network of the first lesson
            data: {use: digits, validation: 0.1, batch: 64}
            model:
              - dense: {units: 128, activation: relu}
              - dropout
              - dense: {units: 10}
            loss: cross-entropy
            optimizer: {adam: {learningRate: 0.001}}
            train: {epochs: 5}
            metrics: [accuracy]
            seed: 1
            """;

    private Sample() {
    }

    public static Contributions contributions() {
        List<Contribution<?>> all = new ArrayList<>();
        all.add(layer("dense", () -> new Dense(4, new Relu(), true)));
        all.add(layer("dropout", () -> new Dropout(0.5)));
        all.add(layer("residual", () -> new Residual(List.of(new Dropout(0.1)))));
        all.add(layer("grouped", () -> new Grouped(8, 2)));
        all.add(layer("faulty", () -> new Faulty(1)));
        all.add(layer("many", Sample::many));
        all.add(new Contribution<>(Kind.LAYER, "join", "1.0.0", "org.fascicle.layers",
                (LayerType<Join>) () -> new Join(1)));
        all.add(new Contribution<>(Kind.LAYER, "attend", "1.0.0", "org.fascicle.layers",
                (LayerType<Attend>) Attend::new));
        all.add(activation("relu", Relu::new));
        all.add(activation("leaky-relu", () -> new LeakyRelu(0.01)));
        all.add(new Contribution<>(Kind.LOSS, "cross-entropy", "1.0.0", "org.fascicle.losses",
                (LossType<CrossEntropy>) CrossEntropy::new));
        all.add(new Contribution<>(Kind.OPTIMIZER, "adam", "1.0.0", "org.fascicle.optimizers",
                (OptimizerType<Adam>) () -> new Adam(0.001, 0.9)));
        all.add(new Contribution<>(Kind.OPTIMIZER, "sgd", "1.0.0", "org.fascicle.optimizers",
                (OptimizerType<Sgd>) () -> new Sgd(0.01)));
        all.add(new Contribution<>(Kind.SCHEDULE, "cosine", "1.0.0", "org.fascicle.optimizers",
                (ScheduleType<Cosine>) () -> new Cosine(1e-10)));
        all.add(new Contribution<>(Kind.METRIC, "accuracy", "1.0.0", "org.fascicle.metrics",
                (MetricType<Accuracy>) Accuracy::new));
        all.add(new Contribution<>(Kind.METRIC, "top-k", "1.0.0", "org.fascicle.metrics",
                (MetricType<TopK>) () -> new TopK(5)));
        all.add(new Contribution<>(Kind.DATASET, "digits", "1.0.0", "org.fascicle.datasets",
                (DatasetType<Digits>) () -> new Digits(8000)));
        return new WithIndex(Contributions.of(all));
    }

    public static ExperimentReader reader() {
        return new ExperimentReader(contributions());
    }

    public static ExperimentText text(String yaml, String... changes) {
        return new ExperimentText("digits.yaml", yaml, List.of(changes));
    }

    private static <C extends Layer> Contribution<C> layer(String name, LayerType<C> type) {
        return new Contribution<>(Kind.LAYER, name, "1.0.0", "org.fascicle.layers", type);
    }

    private static <C extends Activation> Contribution<C> activation(String name, ActivationType<C> type) {
        return new Contribution<>(Kind.ACTIVATION, name, "1.0.0", "org.fascicle.activations", type);
    }

    private static Many many() {
        return new Many(1, 2L, 0.00001, 0.1f, true, "no", Padding.SAME_UPPER, List.of(1, 2), Map.of("a", 1.5),
                Optional.empty(), Optional.of(3), new Window(3, 5), List.of(new Window(1, 2)), Optional.empty(),
                Map.of("relu", new Relu()), List.of("yes", "1", "a: b", ""), Map.of());
    }

    /** The contributions, and an index that knows two more. */
    private record WithIndex(Contributions present) implements Contributions {
        @Override
        public List<Contribution<?>> all(Kind kind) {
            return present.all(kind);
        }

        @Override
        public List<Installable> installable(Kind kind) {
            return kind == Kind.LAYER ? List.of(
                    new Installable(Kind.LAYER, "snake", "org.example.snake", "put its jar into plugins/"),
                    new Installable(Kind.LAYER, "attention", "org.fascicle.attention", "")) : List.of();
        }
    }

    public interface Same extends Layer {
        @Override
        default Tensor apply(Tensor x, Scope scope) {
            return x;
        }
    }

    @About("every output is a weighted sum of every input")
    public record Dense(@Required @Min(1) @About("number of outputs") int units,
            @About("what the sums go through") Activation activation, boolean bias) implements Same {
    }

    public record Dropout(@Min(0) @Max(0.95) double rate) implements Same {
    }

    public record Residual(@Required List<Layer> layers) implements Same {
    }

    public record Grouped(int channels, int groups) implements Same {
        public Grouped {
            if (channels % groups != 0) {
                throw new IllegalArgumentException(channels + " channels cannot be split into " + groups + " groups");
            }
        }
    }

    public record Faulty(int size) implements Same {
        public Faulty {
            if (size > 1) {
                throw new IllegalStateException("never tested");
            }
        }
    }

    public enum Padding { VALID, SAME_UPPER }

    public record Window(@Min(1) int height, @Min(1) int width) {
    }

    public record Many(int whole, long wide, double real, float narrow, boolean truth, String text, Padding padding,
            @Min(1) List<Integer> sizes, Map<String, Double> weights, @Min(0) Optional<Double> limit,
            Optional<Integer> count, Window window, List<Window> windows, Optional<Activation> gate,
            Map<String, Activation> gates, List<String> words, Map<String, Padding> sides) implements Same {
    }

    public record Join(int axis) implements MergeLayer {
        @Override
        public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
            return inputs;
        }
    }

    public record Attend() implements MergeLayer {
        @Override
        public List<List<String>> inputs() {
            return List.of(List.of("query", "memory"), List.of("query", "key", "value"));
        }

        @Override
        public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
            return inputs;
        }
    }

    public record Relu() implements Activation {
        @Override
        public Tensor apply(Tensor x) {
            return x;
        }
    }

    public record LeakyRelu(double slope) implements Activation {
        @Override
        public Tensor apply(Tensor x) {
            return x;
        }
    }

    public record CrossEntropy() implements Loss {
        @Override
        public Tensor apply(Tensor output, Tensor target) {
            return output;
        }
    }

    public record Adam(@Min(0) double learningRate, @Min(0) @Max(1) double beta) implements Optimizer {
        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return parameter;
        }
    }

    public record Sgd(@Min(0) double learningRate) implements Optimizer {
        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return parameter;
        }
    }

    public record Cosine(double floor) implements Schedule {
        @Override
        public double learningRate(double base, Progress progress) {
            return base / 2;
        }
    }

    public record Accuracy() implements Metric {
        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            return loss;
        }

        @Override
        public double value(double[] sum) {
            return sum[0];
        }
    }

    public record TopK(@Min(1) int k) implements Metric {
        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            return loss;
        }

        @Override
        public double value(double[] sum) {
            return sum[0];
        }
    }

    public record Digits(@Min(1) int train) implements Dataset {
        @Override
        public Splits open(DataFiles files, long seed) throws DataException {
            throw DataException.missing("no digits here");
        }
    }

    /** A type whose example cannot be made. */
    public static ContributionType<Dropout> broken() {
        return (LayerType<Dropout>) () -> {
            throw new IllegalStateException("no native library");
        };
    }
}
