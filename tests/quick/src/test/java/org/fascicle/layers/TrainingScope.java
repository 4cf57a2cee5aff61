package org.fascicle.layers;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/** What a layer without parameters sees at one step of training. */
record TrainingScope(Tensor x, int step) implements Scope {
    @Override
    public String path() {
        return "layer";
    }

    @Override
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public Tensor shared(String whole) {
        throw new UnsupportedOperationException(whole);
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public void update(String name, Tensor value) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public boolean training() {
        return true;
    }

    @Override
    public RandomStream random(String use) {
        Tensor key = x.constant(TensorType.of(DType.I32, 2), List.of(7.0, (double) (short) ThreefryRandom.hash(use)));
        return new RandomStream(key, x.constant(TensorType.of(DType.I32), step));
    }

    @Override
    public Tensor input(String name) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public void observe(String name, Tensor value) {
        // nobody listens
    }

    @Override
    public Scope child(String name) {
        return this;
    }
}
