package org.fascicle.compiler.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/** One trace under way: the graph that grows, and the variables that its layers have asked for. */
final class TraceState {
    private static final String SUCCESSOR = "'";
    private final Emitter emitter = new Emitter();
    private final boolean training;
    private final DType dtype;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Map<String, Tensor> scalars = new LinkedHashMap<>();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> observations = new LinkedHashMap<>();
    private final List<String> updated = new ArrayList<>();

    TraceState(boolean training, DType dtype) {
        this.training = training;
        this.dtype = dtype;
        for (String name : StepGraph.SCALARS) {
            DType type = name.equals("learning-rate") ? dtype : DType.I32;
            scalars.put(name, tensor(name, new TensorType(type, Shape.SCALAR)));
        }
    }

    boolean training() {
        return training;
    }

    DType dtype() {
        return dtype;
    }

    Emitter emitter() {
        return emitter;
    }

    Tensor scalar(String name) {
        return scalars.get(name);
    }

    /** A feature of the batch as the layers see it. */
    void input(String name, Tensor tensor) {
        inputs.put(name, tensor);
    }

    Tensor input(String name) {
        Tensor tensor = inputs.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the batch has no input " + name + "; it has " + inputs.keySet());
        }
        return tensor;
    }

    Tensor tensor(String name, TensorType type) {
        return new Tensor(emitter.input(name, type), emitter);
    }

    /** The value of a variable before the step; asked again with the same shape it is the same. */
    Tensor variable(Variable.Kind kind, String path, Shape shape, Initializer initializer) {
        Variable wanted = new Variable(kind, path, new TensorType(dtype, shape), initializer);
        Variable known = variables.get(wanted.key());
        if (known == null) {
            variables.put(wanted.key(), wanted);
            values.put(wanted.key(), tensor(wanted.key(), wanted.type()));
        } else if (!known.type().equals(wanted.type())) {
            throw new IllegalArgumentException(wanted.key() + " is " + known.type() + ", and was asked for again as "
                    + wanted.type() + "; give the second one another name");
        }
        return values.get(wanted.key());
    }

    /** The value of a variable after the step. */
    void update(Variable.Kind kind, String path, Tensor value) {
        String key = new Variable(kind, path, value.type(), Initializer.constant(0)).key();
        if (!variables.containsKey(key)) {
            throw new IllegalArgumentException(key + " is updated and was never asked for");
        }
        if (updated.contains(key)) {
            throw new IllegalArgumentException(key + " is updated twice in one step");
        }
        updated.add(key);
        emitter.output(key + SUCCESSOR, value.node());
        emitter.alias(key, key + SUCCESSOR);
    }

    void observe(String name, Tensor value) {
        observations.put(name, value);
    }

    List<Variable> variables(Variable.Kind kind) {
        return variables.values().stream().filter(variable -> variable.kind() == kind).toList();
    }

    Tensor value(Variable variable) {
        return values.get(variable.key());
    }

    /** The stream of a path and a use, another at each step. */
    RandomStream random(String path, String use) {
        Tensor seed = Tensor.concatenate(0, List.of(scalar("seed-low").reshape(1), scalar("seed-high").reshape(1)));
        long stream = ThreefryRandom.hash(path + "#" + use);
        return new RandomStream(seed, scalar("step").constant(TensorType.of(DType.I32), 0)).fork(stream)
                .at(scalar("step"));
    }

    StepGraph graph() {
        return new StepGraph(emitter.graph(), List.copyOf(variables.values()), List.copyOf(observations.keySet()));
    }
}
