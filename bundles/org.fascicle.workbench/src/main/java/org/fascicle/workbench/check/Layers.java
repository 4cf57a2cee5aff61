package org.fascicle.workbench.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.fascicle.compiler.Flops;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.ModelReport.LayerRow;
import org.fascicle.workbench.view.Summary;

/** The layers of a model, read from the graph that they make of one example. */
public final class Layers {
    private Layers() {
    }

    /**
     * The summary of a model that can be traced.
     *
     * @param experiment whose model
     * @param task what is learned
     * @param variables the variables of a training step
     * @param reader knows the names of the layers
     */
    public static Summary summary(Experiment experiment, Task task, List<Variable> variables,
            ExperimentReader reader) {
        return summary(experiment, new Tracer(task).withProbes().prediction(1), variables, reader);
    }

    /** A layer shows what it gives under its path; one of several outputs, under theirs. */
    static Summary summary(Experiment experiment, StepGraph forward, List<Variable> variables,
            ExperimentReader reader) {
        List<LayerRow> rows = new ArrayList<>();
        experiment.model().parts().forEach((path, layer) -> {
            String shown = StepGraph.OBSERVE + path;
            Shape output = forward.graph().outputs().entrySet().stream()
                    .filter(entry -> entry.getKey().equals(shown) || entry.getKey().startsWith(shown + "."))
                    .min(Comparator.comparingInt(entry -> entry.getKey().length())).orElseThrow().getValue().shape();
            Predicate<String> inside = place -> place.equals(path) || place.startsWith(path + ".");
            rows.add(new LayerRow(path, reader.name(Kind.LAYER, layer).orElseGet(() -> className(layer)),
                    output.range(1, output.rank()), parameters(variables, inside), flops(forward, inside)));
        });
        return new Summary(rows, parameters(variables, place -> true), flops(forward, place -> true));
    }

    /** Not the simple name: to find it, the JVM loads the class around it, which a plug-in may not bring along. */
    public static String className(Object contribution) {
        String name = contribution.getClass().getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static long flops(StepGraph forward, Predicate<String> inside) {
        return forward.graph().nodes().stream().filter(node -> inside.test(node.origin())).mapToLong(Flops::of).sum();
    }

    private static long parameters(List<Variable> variables, Predicate<String> inside) {
        return variables.stream()
                .filter(variable -> variable.kind() == Variable.Kind.PARAMETER && inside.test(variable.path()))
                .mapToLong(variable -> variable.type().shape().elements()).sum();
    }
}
