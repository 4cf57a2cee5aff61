package org.fascicle.experiment.catalog;

import java.util.Arrays;
import java.util.Optional;
import org.fascicle.contribution.ContributionType;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetType;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationType;
import org.fascicle.nn.Block;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerType;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossType;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricType;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.OptimizerType;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleType;

/** The kinds of contributions that experiments name. This table is the only place that lists them. */
public enum Kind {
    LAYER("layer", Block.class, LayerType.class),
    ACTIVATION("activation", Activation.class, ActivationType.class),
    INITIALIZER("initializer", Initializer.class, InitializerType.class),
    LOSS("loss", Loss.class, LossType.class),
    OPTIMIZER("optimizer", Optimizer.class, OptimizerType.class),
    SCHEDULE("schedule", Schedule.class, ScheduleType.class),
    METRIC("metric", Metric.class, MetricType.class),
    DATASET("dataset", Dataset.class, DatasetType.class);

    private final String word;
    private final Class<?> contract;
    private final Class<?> type;

    Kind(String word, Class<?> contract, Class<?> type) {
        this.word = word;
        this.contract = contract;
        this.type = type;
    }

    /** The kind in one lower-case word, such as {@code layer}. */
    public String word() {
        return word;
    }

    /** The word for several, such as {@code losses}. */
    public String plural() {
        return word.endsWith("s") ? word + "es" : word + "s";
    }

    /** What a contribution of this kind implements. */
    public Class<?> contract() {
        return contract;
    }

    /** The interface under which its {@link ContributionType} is a service. */
    public Class<?> type() {
        return type;
    }

    /** Namespace of the capability by which a bundle tells that it provides one: {@code fascicle.layer}. */
    public String namespace() {
        return "fascicle." + word;
    }

    /** Service property that holds the name: {@code fascicle.layer.name}. */
    public String property() {
        return namespace() + ".name";
    }

    /** The kind by its word or its plural. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word) || kind.plural().equals(word)).findFirst();
    }

    /** The kind that an interface belongs to: the contract itself, or one that narrows it. */
    public static Optional<Kind> of(Class<?> contract) {
        return contract.isInterface()
                ? Arrays.stream(values()).filter(kind -> kind.contract.isAssignableFrom(contract)).findFirst()
                : Optional.empty();
    }
}
