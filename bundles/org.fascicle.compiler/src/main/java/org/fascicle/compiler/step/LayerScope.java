package org.fascicle.compiler.step;

import java.util.Map;
import java.util.Optional;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.MergeLayer;
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
    public Tensor shared(String whole) {
        return trace.parameter(whole);
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        return trace.variable(Variable.Kind.STATE, at(name), shape, initializer);
    }

    @Override
    public void update(String name, Tensor value) {
        if (trace.training() || trace.continuation().isPresent()) {
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
    public Optional<Continuation> continuation() {
        return trace.continuation();
    }

    @Override
    public void observe(String name, Tensor value) {
        trace.observe(at(name), value);
    }

    /** Shows what each layer gives, too. */
    @Override
    public Tensor apply(String name, Layer layer, Tensor x) {
        Tensor output = Scope.super.apply(name, layer, x);
        trace.observe(at(name), output);
        return output;
    }

    /** Shows each output of a layer of several inputs, too: by the name of the layer where there is one output. */
    @Override
    public Map<String, Tensor> apply(String name, MergeLayer layer, Map<String, Tensor> inputs) {
        Map<String, Tensor> outputs = Scope.super.apply(name, layer, inputs);
        outputs.forEach((output, tensor) -> trace.observe(outputs.size() == 1 ? at(name) : at(name) + "." + output,
                tensor));
        return outputs;
    }

    @Override
    public Scope child(String name) {
        return new LayerScope(trace, at(name));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
