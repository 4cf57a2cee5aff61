package org.fascicle.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.HostTensor;

/** A split whose examples lie in memory, one array a feature. */
public final class Columns implements Split {
    private final int size;
    private final List<Feature> features;
    private final Map<String, HostTensor> values = new LinkedHashMap<>();

    /**
     * A split from arrays.
     *
     * @param features the features
     * @param columns for each feature, in order, [size, …]
     */
    public Columns(List<Feature> features, List<HostTensor> columns) {
        this.features = List.copyOf(features);
        this.size = columns.getFirst().type().shape().size(0);
        for (int i = 0; i < features.size(); i++) {
            HostTensor column = columns.get(i);
            if (!column.type().shape().equals(features.get(i).type().shape().inserting(0, size))) {
                throw new IllegalArgumentException("feature " + features.get(i).name() + " is " + features.get(i).type()
                        + ", but its column is " + column.type() + " of " + size + " examples");
            }
            values.put(features.get(i).name(), column);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** All values of a feature. */
    public HostTensor column(String name) {
        return values.get(name);
    }

    @Override
    public void read(int example, Batch batch, int place) {
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            int length = feature.type().shape().elements();
            System.arraycopy(values.get(feature.name()).array(), example * length,
                    batch.tensor(feature.name()).array(), place * length, length);
        }
    }
}
