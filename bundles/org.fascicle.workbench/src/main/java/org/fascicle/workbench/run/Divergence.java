package org.fascicle.workbench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.Model;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.check.Layers;

/**
 * Where numbers of a step stopped being numbers.
 *
 * @param model the model
 * @param step the number of the step, from 1
 */
record Divergence(Model model, long step) {
    /**
     * The layer, in words that follow a statement.
     *
     * @param before the variables before the step
     * @param seen what the layers gave in it, in their order
     */
    String where(Map<String, HostTensor> before, Map<String, HostTensor> seen) {
        String begun = " in step " + step;
        Optional<String> layer = seen.entrySet().stream().filter(entry -> !isFinite(entry.getValue()))
                .map(Map.Entry::getKey).findFirst();
        if (layer.isEmpty()) {
            return begun + ", in the loss: what all layers give is finite";
        }
        String path = layer.get();
        List<String> broken = before.entrySet().stream()
                .filter(entry -> Variable.Kind.PARAMETER.isOf(entry.getKey()) && !isFinite(entry.getValue()))
                .map(entry -> entry.getKey().substring(entry.getKey().indexOf('/') + 1)).toList();
        return begun + ", in the layer " + path + name(path) + ", whose output is the first that is not finite"
                + (broken.isEmpty() ? "" : "; of the weights, " + String.join(", ", broken)
                        + " were not finite since the step before");
    }

    private String name(String path) {
        return Optional.ofNullable(model.parts().get(path)).map(layer -> " (" + Layers.className(layer) + ")")
                .orElse("");
    }

    private static boolean isFinite(HostTensor values) {
        return !values.type().dtype().isFloating() || Arrays.stream(values.toDoubles()).allMatch(Double::isFinite);
    }
}
