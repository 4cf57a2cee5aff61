package org.fascicle.data;

import java.util.List;
import org.fascicle.graph.TensorType;

/**
 * A named tensor that every example has.
 *
 * @param name {@code x} is the model's input and {@code y} the target, unless an experiment says otherwise
 * @param type type of one example, without the batch axis
 * @param scale the model sees {@code value · scale + offset}, made in the graph: images stay bytes until then
 * @param offset see scale
 * @param classes names of the classes where the values are class numbers, else empty
 */
public record Feature(String name, TensorType type, double scale, double offset, List<String> classes) {
    public Feature {
        classes = List.copyOf(classes);
    }

    /** A feature that the model sees as it is. */
    public static Feature of(String name, TensorType type) {
        return new Feature(name, type, 1, 0, List.of());
    }

    /** Class numbers. */
    public static Feature classes(String name, TensorType type, List<String> classes) {
        return new Feature(name, type, 1, 0, classes);
    }
}
