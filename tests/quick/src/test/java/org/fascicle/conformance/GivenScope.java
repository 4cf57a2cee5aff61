package org.fascicle.conformance;

import java.util.Map;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/**
 * A scope whose parameters are given, already in the layout that is used here.
 *
 * @param path where the layer stands
 * @param parameters by path
 * @param training whether this is training
 */
record GivenScope(String path, Map<String, Tensor> parameters, boolean training) implements Scope {
    @Override
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        Tensor parameter = parameters.get(at(name));
        if (parameter == null) {
            throw new IllegalStateException("parameter " + at(name) + " is not among " + parameters.keySet());
        }
        if (!parameter.shape().equals(shape)) {
            throw new IllegalStateException(at(name) + " is " + parameter + ", and " + shape + " is asked for");
        }
        return parameter;
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        throw new NotCovered("state " + at(name));
    }

    @Override
    public void update(String name, Tensor value) {
        throw new NotCovered("state " + at(name));
    }

    @Override
    public RandomStream random(String use) {
        throw new NotCovered("random numbers");
    }

    @Override
    public Tensor input(String name) {
        throw new NotCovered("input " + name);
    }

    @Override
    public void observe(String name, Tensor value) {
        // nobody listens
    }

    @Override
    public Scope child(String name) {
        return new GivenScope(at(name), parameters, training);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
