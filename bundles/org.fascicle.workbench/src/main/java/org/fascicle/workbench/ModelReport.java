package org.fascicle.workbench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Shape;

/**
 * A model that was traced and not trained.
 *
 * @param experiment name of the experiment
 * @param inputs what it reads of an example, by the name of the feature
 * @param layers the layers in order
 * @param parameters number of trained values
 * @param batch examples a step
 * @param forwardFlops floating-point operations that one example costs forward, without its loss
 * @param flopsPerExample floating-point operations that one example costs in training, forward and backward
 * @param memory what a step needs
 * @param backend name of the backend that would run it
 * @param device description of the device
 */
public record ModelReport(String experiment, Map<String, Shape> inputs, List<LayerRow> layers, long parameters,
        int batch, long forwardFlops, long flopsPerExample, Memory memory, String backend, String device) {
    public ModelReport {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        layers = List.copyOf(layers);
    }

    /**
     * A layer of the model.
     *
     * @param path its path, such as {@code 0}
     * @param layer its name in experiment files
     * @param output shape of its output for one example
     * @param parameters number of its trained values
     * @param flops floating-point operations that one example costs forward
     */
    public record LayerRow(String path, String layer, Shape output, long parameters, long flops) {
    }

    /**
     * Bytes by what they are for.
     *
     * @param variables parameters, states and what the optimizer keeps
     * @param batches examples on the device
     * @param scratch intermediate values of a step
     * @param budget what may be used
     */
    public record Memory(long variables, long batches, long scratch, long budget) {
        /** All of them together. */
        public long total() {
            return variables + batches + scratch;
        }
    }
}
