package org.fascicle.compiler.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/** One trace under way: the graph that grows, and the variables that its layers have asked for. */
final class TraceState {
    private static final Set<String> REAL_SCALARS = Set.of("learning-rate", StepGraph.GRADIENT_SCALE);
    private static final String SUCCESSOR = "'";
    private final Emitter emitter = new Emitter();
    private final boolean training;
    private final DType dtype;
    private final boolean probing;
    private final Optional<Integer> length;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Map<String, Tensor> scalars = new LinkedHashMap<>();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> observations = new LinkedHashMap<>();
    private final List<String> updated = new ArrayList<>();

    TraceState(boolean training, DType dtype, boolean probing) {
        this(training, dtype, probing, Optional.empty());
    }

    /** A trace of sequences that come piece by piece, of a length together. */
    TraceState(boolean training, DType dtype, boolean probing, Optional<Integer> length) {
        this.training = training;
        this.dtype = dtype;
        this.probing = probing;
        this.length = length;
        for (String name : StepGraph.SCALARS) {
            DType type = REAL_SCALARS.contains(name) ? dtype : DType.I32;
            scalars.put(name, tensor(name, new TensorType(type, Shape.SCALAR)));
        }
    }

    boolean training() {
        return training;
    }

    DType dtype() {
        return dtype;
    }

    /** Where sequences go on that come piece by piece: the scalar {@code step} counts their places. */
    Optional<Continuation> continuation() {
        return length.map(most -> new Continuation(scalar("step"), most));
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

    /** A parameter that was asked for before, by its path. */
    Tensor parameter(String path) {
        return variables(Variable.Kind.PARAMETER).stream().filter(variable -> variable.path().equals(path)).findFirst()
                .map(this::value).orElseThrow(() -> new IllegalArgumentException("no layer before this one made a "
                        + "parameter " + path + "; there are "
                        + variables(Variable.Kind.PARAMETER).stream().map(Variable::path).toList()));
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

    /** Shows a value: it becomes an output where somebody listens. */
    void observe(String name, Tensor value) {
        if (probing) {
            String unique = name;
            while (observations.containsKey(unique)) {
                unique += SUCCESSOR;
            }
            observations.put(unique, value);
            emitter.output(StepGraph.OBSERVE + unique, value.node());
        }
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
