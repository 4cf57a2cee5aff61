package org.fascicle.compiler.step;

import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** The view that an optimizer has of a trace while it updates one parameter. */
record ParameterSlots(TraceState trace, Variable parameter, double rate) implements Slots {
    @Override
    public Tensor learningRate() {
        Tensor learningRate = trace.scalar("learning-rate");
        return rate == 1 ? learningRate : learningRate.times(rate);
    }

    @Override
    public Tensor step() {
        return trace.scalar("step").cast(trace.dtype()).plus(1);
    }

    @Override
    public Tensor get(String name, double initial) {
        Shape shape = parameter.type().shape();
        return trace.variable(Variable.Kind.SLOT, at(name), shape, Initializer.constant(initial));
    }

    @Override
    public void put(String name, Tensor value) {
        trace.update(Variable.Kind.SLOT, at(name), value);
    }

    private String at(String name) {
        return parameter.path() + "/" + name;
    }
}
