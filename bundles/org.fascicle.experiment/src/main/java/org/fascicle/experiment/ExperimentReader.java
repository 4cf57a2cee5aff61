package org.fascicle.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Binder;
import org.fascicle.experiment.config.ConfigTree;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.Location;
import org.fascicle.experiment.config.Problem;
import org.fascicle.experiment.config.Schema;
import org.fascicle.experiment.config.Spot;
import org.fascicle.experiment.config.Unbinder;
import org.fascicle.experiment.config.Yaml;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/** Reads and writes experiments. */
public final class ExperimentReader {
    private final Contributions contributions;

    /** A reader that takes names for what these contributions are. */
    public ExperimentReader(Contributions contributions) {
        this.contributions = contributions;
    }

    /**
     * The experiment that a text describes.
     *
     * @throws InvalidExperimentException with every mistake in it
     */
    public Experiment read(ExperimentText text) throws InvalidExperimentException {
        List<Problem> problems = new ArrayList<>();
        Optional<Experiment> experiment = tree(text, problems)
                .flatMap(tree -> new Binder(contributions, problems).bind(tree, Template.experiment()));
        if (!problems.isEmpty()) {
            throw new InvalidExperimentException(text.source(), problems);
        }
        return experiment.orElseThrow();
    }

    /**
     * The experiment as YAML with every default spelled out; reading it gives an equal one.
     *
     * @throws IllegalArgumentException when it holds something that is no contribution, such as a lambda
     */
    public String write(Experiment experiment) {
        return Yaml.write(new Unbinder(contributions).unbind(experiment));
    }

    /** Every contribution that an experiment names, or takes by default. */
    public List<Contribution<?>> used(Experiment experiment) {
        Unbinder unbinder = new Unbinder(contributions);
        unbinder.unbind(experiment);
        return unbinder.used();
    }

    /** What a file may hold, as a JSON Schema (draft 2020-12). */
    public String schema() {
        return new Schema(contributions).of(Template.experiment(), "Fascicle experiment");
    }

    /** The name in files of a contribution; empty where it is none, such as a lambda. */
    public Optional<String> name(Kind kind, Object contribution) {
        return contributions.of(kind, contribution).map(Contribution::name);
    }

    /** A shape that does not fit, at the place of its layer in the text. */
    public Problem problem(ExperimentText text, ShapeException mismatch) {
        String types = mismatch.operands().stream().map(TensorType::toString).collect(Collectors.joining(" and "));
        return problem(text, mismatch.path(), mismatch.op() + " of " + types, "shapes that fit (" + mismatch.rule()
                + ")", mismatch.hint());
    }

    /**
     * What is wrong with a layer, at its place in the text.
     *
     * @param layer its path
     */
    public Problem problem(ExperimentText text, String layer, String found, String expected, String hint) {
        LayerPlace place = tree(text, new ArrayList<>())
                .flatMap(tree -> tree instanceof Mapping mapping ? Optional.ofNullable(mapping.entries().get("model"))
                        : Optional.empty())
                .map(model -> LayerPlace.of(model.value(), layer))
                .orElseGet(() -> new LayerPlace("model", new ConfigTree.Scalar("", false, Location.of(text.source()))));
        return new Problem(place.path(), place.tree().location(), found, expected, hint);
    }

    /**
     * What a model of named nodes reads that is neither a node nor a feature of its data.
     *
     * @param features the names of the features that a model may read
     */
    public List<Problem> unknownSources(ExperimentText text, Experiment experiment, List<String> features) {
        List<Problem> unknown = new ArrayList<>();
        if (experiment.model() instanceof Model.Joined model) {
            ConfigTree file = tree(text, new ArrayList<>()).orElseThrow();
            List<String> known = new ArrayList<>(features);
            known.addAll(model.nodes().keySet());
            model.features().forEach((place, name) -> {
                if (!features.contains(name)) {
                    Spot spot = new Spot("", file).below("model." + place);
                    unknown.add(new Problem(spot.path(), spot.tree().location(), "`" + name + "`",
                            "a node, or a feature of the data to read (" + String.join(", ", features) + ")",
                            Names.nearest(name, known).map(near -> "did you mean `" + near + "`?").orElse("")));
                }
            });
        }
        return unknown;
    }

    private static Optional<ConfigTree> tree(ExperimentText text, List<Problem> problems) {
        return Yaml.read(text.source(), text.text(), text.overrides(), problems);
    }
}
