package org.fascicle.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.testkit.GradientCheck;

/**
 * A scope in which parameters, states and inputs of the batch have given values, by their paths; what is not given
 * starts as its initializer says.
 */
final class Given implements Scope {
    private final String path;
    private final boolean training;
    private final Optional<Continuation> continuation;
    private final Trace trace;

    /** What all scopes of one trace share. */
    private record Trace(Emitter emitter, Map<String, HostTensor> values, Map<String, Tensor> tensors,
            Map<String, Tensor> updates) {
        Tensor tensor(String name, TensorType type, Initializer initializer) {
            values.computeIfAbsent(name, key -> HostTensor.of(type, initializer.values(type.shape(),
                    ThreefryRandom.of(1, key))));
            return tensors.computeIfAbsent(name, key -> new Tensor(emitter.input(key, type), emitter));
        }
    }

    /** What a layer gives: outputs and states, and derivatives of a sum in which every number counts differently. */
    record Outcome(Map<String, HostTensor> results) {
        HostTensor output() {
            return results.get("output");
        }

        double[] numbers() {
            return output().toDoubles();
        }

        HostTensor state(String name) {
            return results.get("state " + name);
        }

        double[] gradient(String name) {
            return results.get("gradient " + name).toDoubles();
        }
    }

    private Given(String path, boolean training, Optional<Continuation> continuation, Trace trace) {
        this.path = path;
        this.training = training;
        this.continuation = continuation;
        this.trace = trace;
    }

    /** A layer on {@code x}, outside training. */
    static Outcome use(Layer layer, Map<String, HostTensor> values) {
        return run(false, Optional.empty(), values, scope -> layer.apply(scope.input("x"), scope));
    }

    /** A layer on {@code x}, in training. */
    static Outcome train(Layer layer, Map<String, HostTensor> values) {
        return run(true, Optional.empty(), values, scope -> layer.apply(scope.input("x"), scope));
    }

    /** A layer on a piece {@code x} of longer sequences; {@code position} is among the values. */
    static Outcome goOn(Layer layer, int length, Map<String, HostTensor> values) {
        return run(false, Optional.of(length), values, scope -> layer.apply(scope.input("x"), scope));
    }

    /** Anything made of the scope. */
    static Outcome run(boolean training, Optional<Integer> length, Map<String, HostTensor> values,
            Function<Scope, Tensor> function) {
        Trace trace = new Trace(new Emitter(), new LinkedHashMap<>(values), new LinkedHashMap<>(),
                new LinkedHashMap<>());
        values.forEach((name, value) -> trace.tensor(name, value.type(), Initializer.constant(0)));
        Optional<Continuation> continuation = length.map(most -> new Continuation(trace.tensors.get("position"), most));
        Tensor output = function.apply(new Given("", training, continuation, trace));
        trace.emitter.output("output", output.node());
        trace.updates.forEach((name, value) -> trace.emitter.output("state " + name, value.node()));
        List<String> by = new ArrayList<>(trace.tensors.keySet());
        by.removeIf(name -> !trace.tensors.get(name).dtype().isFloating());
        List<Tensor> gradients = GradientCheck.weighted(output, 0)
                .gradients(by.stream().map(trace.tensors::get).toList());
        for (int i = 0; i < by.size(); i++) {
            trace.emitter.output("gradient " + by.get(i), gradients.get(i).node());
        }
        return new Outcome(Interpreter.run(trace.emitter.graph().verify(), trace.values));
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        return named(name, shape, initializer);
    }

    @Override
    public Tensor shared(String whole) {
        return Optional.ofNullable(trace.tensors.get(whole)).orElseThrow(() -> new IllegalArgumentException(whole));
    }

    @Override
    public Tensor state(String name, Shape shape, Initializer initializer) {
        return named(name, shape, initializer);
    }

    private Tensor named(String name, Shape shape, Initializer initializer) {
        Tensor tensor = trace.tensor(at(name), new TensorType(DType.F64, shape), initializer);
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException(at(name) + " is " + tensor + ", and " + shape + " is asked for");
        }
        return tensor;
    }

    @Override
    public void update(String name, Tensor value) {
        if (trace.updates.put(at(name), value) != null) {
            throw new IllegalArgumentException(at(name) + " is updated twice");
        }
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public RandomStream random(String use) {
        Tensor any = trace.tensors.values().iterator().next();
        double key = (short) ThreefryRandom.hash(at(use));
        return new RandomStream(any.constant(TensorType.of(DType.I32, 2), List.of(7.0, key)),
                any.constant(TensorType.of(DType.I32), 1));
    }

    @Override
    public Tensor input(String name) {
        return Optional.ofNullable(trace.tensors.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    @Override
    public Optional<Continuation> continuation() {
        return continuation;
    }

    @Override
    public void observe(String name, Tensor value) {
        // nobody listens
    }

    @Override
    public Scope child(String name) {
        return new Given(at(name), training, continuation, trace);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
