package org.fascicle.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Objective;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;

/**
 * Everything that decides a run except the machine it runs on. The components are the keys of an experiment file.
 *
 * @param experiment its name
 * @param about one sentence for people
 * @param data what it learns from
 * @param model layers, or named nodes
 * @param loss what training makes small
 * @param optimizer how parameters follow their gradients
 * @param clip the most that gradients may be; none leaves them as they are
 * @param schedule how the learning rate moves; none leaves it as the optimizer has it
 * @param train how long, and what is kept
 * @param metrics figures to report beside the loss, by name
 * @param seed what every random number depends on; of the first run where there are several
 * @param seeds how many runs, with seeds that count up from {@code seed}
 * @param backend name of the backend; {@code auto} takes the best there is
 */
public record Experiment(
        @Required @About("name of the experiment") String experiment,
        @About("one sentence on what it shows") String about,
        @Required @About("what it learns from") Data data,
        @Required @About("layers, applied one behind the other, or named nodes") Model model,
        @Required @About("what training makes small") Loss loss,
        @Required @About("how parameters follow their gradients") Optimizer optimizer,
        @About("the most that gradients may be, before parameters follow them") Optional<Clip> clip,
        @About("how the learning rate moves; constant where none is given") Optional<Schedule> schedule,
        @Required @About("how long to train, and what to keep") Training train,
        @About("figures to report beside the loss") Map<String, Metric> metrics,
        @About("what every random number depends on") long seed,
        @Min(1) @About("number of runs, with seeds that count up from seed") int seeds,
        @About("name of the backend, or auto for the best there is") String backend) {
    /** The backend that means: the best there is. */
    public static final String AUTO = "auto";

    public Experiment {
        if (experiment.isBlank()) {
            throw new IllegalArgumentException("an experiment needs a name");
        }
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** An experiment whose gradients are followed as they are. */
    public Experiment(String experiment, String about, Data data, Model model, Loss loss, Optimizer optimizer,
            Optional<Schedule> schedule, Training train, Map<String, Metric> metrics, long seed, int seeds,
            String backend) {
        this(experiment, about, data, model, loss, optimizer, Optional.empty(), schedule, train, metrics, seed, seeds,
                backend);
    }

    /** The name. */
    public String name() {
        return experiment;
    }

    /** From a batch to a loss. */
    public Objective objective() {
        return model.objective(loss);
    }

    /** The learning rate at a step. */
    public double learningRate(Progress progress) {
        return schedule.map(moves -> moves.learningRate(optimizer.learningRate(), progress))
                .orElse(optimizer.learningRate());
    }

    /** The seeds of all runs. */
    public List<Long> allSeeds() {
        return LongStream.range(seed, seed + seeds).boxed().toList();
    }

    /** The experiment of one run: the same with one seed. */
    public Experiment withSeed(long only) {
        return new Experiment(experiment, about, data, model, loss, optimizer, clip, schedule, train, metrics, only,
                1, backend);
    }

    /**
     * The experiments of all runs, each with one seed and, where the data is divided into folds, one fold: all folds of
     * the first seed, then those of the next.
     */
    public List<Experiment> runs() {
        int folds = data.fold().isPresent() ? 0 : data.folds().orElse(0);
        return allSeeds().stream().map(this::withSeed).flatMap(one -> folds == 0 ? Stream.of(one)
                : IntStream.rangeClosed(1, folds).mapToObj(fold -> one.withData(one.data.withFold(fold)))).toList();
    }

    /** The same on other data. */
    public Experiment withData(Data other) {
        return new Experiment(experiment, about, other, model, loss, optimizer, clip, schedule, train, metrics, seed,
                seeds, backend);
    }

    /** The same, trained in another way. */
    public Experiment withTrain(Training other) {
        return new Experiment(experiment, about, data, model, loss, optimizer, clip, schedule, other, metrics, seed,
                seeds, backend);
    }

    /** The same with another loss. */
    public Experiment withLoss(Loss other) {
        return new Experiment(experiment, about, data, model, other, optimizer, clip, schedule, train, metrics, seed,
                seeds, backend);
    }

    /** The same on another backend. */
    public Experiment withBackend(String other) {
        return new Experiment(experiment, about, data, model, loss, optimizer, clip, schedule, train, metrics, seed,
                seeds, other);
    }
}
