package org.fascicle.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/**
 * A scope whose parameters, states and inputs are given by path, already in the layout that is used here; what the
 * layer shows and the states that it leaves can be read from it.
 *
 * @param path where the layer stands
 * @param given parameters, states and inputs
 * @param training whether this is training
 * @param continuation whether the states are those of sequences that go on
 * @param left states behind the step, and what was shown
 */
record GivenScope(String path, Map<String, Tensor> given, boolean training, Optional<Continuation> continuation,
        Map<String, Tensor> left) implements Scope {
    GivenScope(Map<String, Tensor> given, boolean training) {
        this("", given, training, Optional.empty(), new LinkedHashMap<>());
    }

    /** The same scope in the middle of a sequence. */
    GivenScope goingOn(Tensor any) {
        return new GivenScope(path, given, training, Optional.of(new Continuation(Whole.number(any, 1), 2)), left);
    }

    @Override
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        Tensor parameter = input(at(name));
        if (!parameter.shape().equals(shape)) {
            throw new IllegalStateException(at(name) + " is " + parameter + ", and " + shape + " is asked for");
        }
        return parameter;
    }

    @Override
    public Tensor shared(String whole) {
        return input(whole);
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        return parameter(name, shape, initializer);
    }

    @Override
    public void update(String name, Tensor value) {
        left.put(at(name), value);
    }

    @Override
    public RandomStream random(String use) {
        throw new NotCovered("random numbers");
    }

    @Override
    public Tensor input(String name) {
        Tensor tensor = given.get(name);
        if (tensor == null) {
            throw new IllegalStateException(name + " is not among " + given.keySet());
        }
        return tensor;
    }

    @Override
    public void observe(String name, Tensor value) {
        left.put(at(name), value);
    }

    @Override
    public Scope child(String name) {
        return new GivenScope(at(name), given, training, continuation, left);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
