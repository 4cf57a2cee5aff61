package org.fascicle.tests.contract;

import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** {@code scale · x}, with one learned scale: something to learn from whatever a dataset has. */
public record ProbeLayer() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return x.cast(DType.F32).times(scope.parameter("scale", Shape.SCALAR, Initializer.constant(0.5)));
    }

    /** {@code probe-layer} as a service. */
    public static final class Type implements LayerType<ProbeLayer> {
        /** For the framework. */
        public Type() { }

        @Override
        public ProbeLayer example() {
            return new ProbeLayer();
        }
    }
}
