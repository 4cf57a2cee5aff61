package org.fascicle.experiment.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a run tells while it runs, in this order: started or resumed, an event an epoch, the best of them if the test
 * goes by it, where the time went if somebody asked, and finished or failed. Before the first and behind the last of
 * several runs comes what is said of them together.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Started.class, name = "run.started"),
    @JsonSubTypes.Type(value = RunEvent.Resumed.class, name = "run.resumed"),
    @JsonSubTypes.Type(value = RunEvent.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = RunEvent.Best.class, name = "run.best"),
    @JsonSubTypes.Type(value = RunProfile.class, name = "run.profile"),
    @JsonSubTypes.Type(value = RunEvent.Finished.class, name = "run.finished"),
    @JsonSubTypes.Type(value = RunEvent.Failed.class, name = "run.failed"),
    @JsonSubTypes.Type(value = RunEvent.SetStarted.class, name = "runs.started"),
    @JsonSubTypes.Type(value = RunEvent.SetResumed.class, name = "runs.resumed"),
    @JsonSubTypes.Type(value = RunEvent.SetFinished.class, name = "runs.finished")})
@ProviderType
public sealed interface RunEvent permits RunEvent.Started, RunEvent.Resumed, RunEvent.Epoch, RunEvent.Best,
        RunProfile, RunEvent.Finished, RunEvent.Failed, RunEvent.SetStarted, RunEvent.SetResumed, RunEvent.SetFinished {
    /**
     * Training begins.
     *
     * @param run name of the run
     * @param experiment name of the experiment
     * @param seed its seed
     * @param backend name of the backend
     * @param device name of the device
     * @param parameters number of trained values
     * @param fold its fold, from 1; 0 where the data is not divided into folds, and left out of files then
     */
    record Started(String run, String experiment, long seed, String backend, String device, long parameters,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fold) implements RunEvent {
    }

    /**
     * Training goes on where it was broken off.
     *
     * @param run name of the run
     * @param experiment name of the experiment
     * @param seed its seed
     * @param backend name of the backend
     * @param device name of the device
     * @param parameters number of trained values
     * @param epoch epochs that are done
     * @param step steps that are done
     * @param position examples of the epoch in work that are done
     * @param notes what is not as it was before, such as another version of a bundle
     * @param fold its fold, from 1; 0 where the data is not divided into folds, and left out of files then
     */
    record Resumed(String run, String experiment, long seed, String backend, String device, long parameters, int epoch,
            long step, long position, List<String> notes, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fold)
            implements RunEvent {
        public Resumed {
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /**
     * An epoch is done.
     *
     * @param epoch from 1
     * @param step steps done
     * @param seconds time since the start of the epoch
     * @param examplesPerSecond training examples a second
     * @param train figures over the training examples: {@code loss} and the metrics
     * @param validation the same over the validation examples; empty where there are none
     * @param test the same over the test examples; empty in epochs that do not look at them, and left out of files then
     */
    record Epoch(int epoch, long step, double seconds, double examplesPerSecond, Map<String, Double> train,
            Map<String, Double> validation, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> test)
            implements RunEvent {
        public Epoch {
            train = figures(train);
            validation = figures(validation);
            test = figures(test);
        }
    }

    /**
     * The weights of the best epoch are taken for the test.
     *
     * @param epoch that epoch
     * @param figure what tells the best epoch, such as {@code validation.loss}
     * @param value its value
     * @param waited epochs since; all that the experiment has patience for, where the run ends early
     * @param early whether the run ends before its last epoch
     */
    record Best(int epoch, String figure, double value, int waited, boolean early) implements RunEvent {
    }

    /**
     * The run is at its end.
     *
     * @param run name of the run
     * @param status how it ended
     * @param seconds time from start to end
     * @param epochs epochs done
     * @param test figures over the test examples; empty where there are none
     * @param peakMemoryMiB the most memory that the backend used
     * @param folder where the run is kept
     */
    record Finished(String run, Status status, double seconds, int epochs, Map<String, Double> test,
            double peakMemoryMiB, String folder) implements RunEvent {
        public Finished {
            test = figures(test);
        }
    }

    /**
     * The run broke off.
     *
     * @param reason what happened
     * @param hint what to do; may be empty
     */
    record Failed(String reason, String hint) implements RunEvent {
        /** What the reason says of a loss that was lost: to go on from the last checkpoint would lose it again. */
        public static final String DIVERGED = "training diverged";

        /** Whether training diverged. */
        public boolean diverged() {
            return reason.contains(DIVERGED);
        }
    }

    /**
     * The first of several runs is about to begin.
     *
     * @param set their name
     * @param experiment name of the experiment
     * @param seeds their seeds
     * @param folds number of folds of each seed; 0 where the data is not divided into folds
     * @param runs names of the runs in their order
     * @param folder where they are kept
     */
    record SetStarted(String set, String experiment, List<Long> seeds, int folds, List<String> runs, String folder)
            implements RunEvent {
        public SetStarted {
            seeds = List.copyOf(seeds);
            runs = List.copyOf(runs);
        }
    }

    /**
     * Several runs of which some are not done go on.
     *
     * @param set their name
     * @param experiment name of the experiment
     * @param runs names of the runs in their order
     * @param done how many are done
     * @param folder where they are kept
     */
    record SetResumed(String set, String experiment, List<String> runs, int done, String folder) implements RunEvent {
        public SetResumed {
            runs = List.copyOf(runs);
        }
    }

    /**
     * Several runs are at their end, or one of them ended before it.
     *
     * @param set their name
     * @param status how they ended together
     * @param runs names of the runs in their order
     * @param done how many are done
     * @param train each figure over the runs that are done, on the training examples; empty for fewer than two
     * @param validation the same on the validation examples, where there are any
     * @param test the same on the test examples, where there are any
     * @param folder where they are kept
     */
    record SetFinished(String set, Status status, List<String> runs, int done, Map<String, Spread> train,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Spread> validation,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Spread> test, String folder) implements RunEvent {
        public SetFinished {
            runs = List.copyOf(runs);
            train = figures(train);
            validation = figures(validation);
            test = figures(test);
        }
    }

    private static <T> Map<String, T> figures(Map<String, T> figures) {
        return figures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
