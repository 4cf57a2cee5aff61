package org.fascicle.conformance;

import java.util.Optional;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Continuation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/**
 * A layer whose biases are sums of two parameters each, as PyTorch's recurrent layers have them: such a bias learns
 * twice as fast.
 */
record TwoBiases(Layer layer) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return layer.apply(x, new Doubled(scope));
    }

    /** Gives the sum of two parameters for one that is named bias. */
    private record Doubled(Scope scope) implements Scope {
        @Override
        public Tensor parameter(String name, Shape shape, Initializer initializer) {
            Tensor parameter = scope.parameter(name, shape, initializer);
            return name.equals("bias") ? parameter.plus(scope.parameter("bias2", shape, initializer)) : parameter;
        }

        @Override
        public String path() {
            return scope.path();
        }

        @Override
        public Tensor shared(String path) {
            return scope.shared(path);
        }

        @Override
        public Tensor state(String name, Shape shape, Initializer initializer) {
            return scope.state(name, shape, initializer);
        }

        @Override
        public void update(String name, Tensor value) {
            scope.update(name, value);
        }

        @Override
        public boolean training() {
            return scope.training();
        }

        @Override
        public Optional<Continuation> continuation() {
            return scope.continuation();
        }

        @Override
        public RandomStream random(String use) {
            return scope.random(use);
        }

        @Override
        public Tensor input(String name) {
            return scope.input(name);
        }

        @Override
        public void observe(String name, Tensor value) {
            scope.observe(name, value);
        }

        @Override
        public Scope child(String name) {
            return new Doubled(scope.child(name));
        }
    }
}
