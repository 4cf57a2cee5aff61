package org.fascicle.compiler.step;

import java.util.List;
import org.fascicle.graph.Graph;

/**
 * A traced step.
 *
 * @param graph its inputs are the keys of the variables, {@code batch/…} for the features, and the scalars
 * @param variables what outlives the step, in the order of first use
 * @param observations names of the tensors that the layers show, which are outputs {@code observe/…}
 */
public record StepGraph(Graph graph, List<Variable> variables, List<String> observations) {
    /** The scalar by which gathered gradients are multiplied before they are followed. */
    public static final String GRADIENT_SCALE = "gradient-scale";
    /** Prefix of what layers show among the outputs. */
    public static final String OBSERVE = "observe/";
    /** Names of the scalars of every step, in the order in which they are given to a run. */
    public static final List<String> SCALARS = List.of("seed-low", "seed-high", "step", "learning-rate",
            GRADIENT_SCALE);
    /** Prefix of the features among the inputs. */
    public static final String BATCH = "batch/";
    /** The output of the model, in a prediction. */
    public static final String OUTPUT = "output";

    public StepGraph {
        variables = List.copyOf(variables);
        observations = List.copyOf(observations);
    }

    /** Names of the outputs that replace no input: what a run is asked for. */
    public List<String> read() {
        return graph.outputs().keySet().stream().filter(name -> !graph.aliases().containsValue(name)).toList();
    }

    /** Whether a feature is among the inputs. */
    public boolean reads(String feature) {
        return graph.inputs().stream().anyMatch(input -> input.op().name().equals(BATCH + feature));
    }
}
