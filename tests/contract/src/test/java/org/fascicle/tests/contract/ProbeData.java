package org.fascicle.tests.contract;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Columns;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.LayerType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Drawn examples for whatever is tried: what a layer says that it takes, or [4] floats; as the target class numbers
 * below 4, or [4] floats.
 *
 * @param layer name of the layer that reads them; empty for none
 * @param classes whether targets are class numbers
 */
public record ProbeData(String layer, boolean classes) implements Dataset {
    private static final int EXAMPLES = 8;
    private static final int WIDTH = 4;

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        ThreefryRandom random = ThreefryRandom.of(seed, "probe");
        TensorType input = layer.isEmpty() ? TensorType.of(DType.F32, 1, WIDTH) : input();
        Feature x = Feature.of("x", new TensorType(input.dtype(), input.shape().without(0)));
        Feature y = classes ? Feature.classes("y", TensorType.of(DType.I32), List.of("a", "b", "c", "d"))
                : Feature.of("y", TensorType.of(DType.F32, WIDTH));
        Columns columns = new Columns(List.of(x, y), List.of(draw(x, random.fork(1)), draw(y, random.fork(2))));
        return new Splits(columns, Optional.of(columns), Fingerprint.of());
    }

    private TensorType input() {
        BundleContext context = FrameworkUtil.getBundle(ProbeData.class).getBundleContext();
        try {
            @SuppressWarnings("rawtypes")
            Collection<ServiceReference<LayerType>> found = context.getServiceReferences(LayerType.class,
                    "(fascicle.layer.name=" + layer + ")");
            LayerType<?> type = context.getService(found.iterator().next());
            return type.exampleInputs().getFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Floats from 0.1 to 0.9, and whole numbers that are class numbers as well. */
    private static HostTensor draw(Feature feature, ThreefryRandom random) {
        Shape shape = feature.type().shape().inserting(0, EXAMPLES);
        boolean floating = feature.type().dtype().isFloating();
        double[] values = new double[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = floating ? random.uniform(0.1, 0.9)
                    : random.below(feature.classes().isEmpty() ? 2 : feature.classes().size());
        }
        return HostTensor.of(new TensorType(feature.type().dtype(), shape), values);
    }

    /** {@code probe-data} as a service. */
    public static final class Type implements DatasetType<ProbeData> {
        /** For the framework. */
        public Type() { }

        @Override
        public ProbeData example() {
            return new ProbeData("", false);
        }
    }
}
