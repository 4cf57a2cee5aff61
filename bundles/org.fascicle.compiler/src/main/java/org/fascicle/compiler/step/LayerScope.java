package org.fascicle.compiler.step;

import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/** The view that one layer has of a trace: the same trace with a path before every name. */
record LayerScope(TraceState trace, String path) implements Scope {
    @Override
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        return trace.variable(Variable.Kind.PARAMETER, at(name), shape, initializer);
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        return trace.variable(Variable.Kind.STATE, at(name), shape, initializer);
    }

    @Override
    public void update(String name, Tensor value) {
        if (trace.training()) {
            trace.update(Variable.Kind.STATE, at(name), value);
        }
    }

    @Override
    public boolean training() {
        return trace.training();
    }

    @Override
    public RandomStream random(String use) {
        return trace.random(path, use);
    }

    @Override
    public Tensor input(String name) {
        return trace.input(name);
    }

    @Override
    public void observe(String name, Tensor value) {
        trace.observe(at(name), value);
    }

    @Override
    public Scope child(String name) {
        return new LayerScope(trace, at(name));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
