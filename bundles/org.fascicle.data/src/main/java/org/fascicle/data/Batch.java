package org.fascicle.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;

/**
 * Examples side by side in host memory, to be filled again and again.
 *
 * @param size number of examples
 * @param tensors feature name → [size, …]
 */
public record Batch(int size, Map<String, HostTensor> tensors) {
    public Batch {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** An empty batch for some features. */
    public static Batch of(int size, List<Feature> features) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (Feature feature : features) {
            tensors.put(feature.name(), HostTensor.zeros(
                    new TensorType(feature.type().dtype(), feature.type().shape().inserting(0, size))));
        }
        return new Batch(size, tensors);
    }

    /** One tensor. */
    public HostTensor tensor(String name) {
        HostTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the batch has " + tensors.keySet() + ", not " + name);
        }
        return tensor;
    }

    /** Fills the first places with examples of a split: {@code order[from], order[from + 1], …}. */
    public void fill(Split split, int[] order, int from) {
        for (int place = 0; place < size; place++) {
            split.read(order[from + place], this, place);
        }
    }
}
