package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.activations.Tanh;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.UniformFanIn;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The plain recurrent network: {@code h = activation(x·W + h·U + b)} (Elman: Finding structure in time, 1990).
 *
 * <p>in: [batch, time, features] → out: [batch, time, units], or [batch, units] without {@code returnSequences}; twice
 * the units if bidirectional
 *
 * <p>Parameters: {@code input.weight} [features, units], {@code recurrent.weight} [units, units], {@code input.bias}
 * [units], which is the sum of PyTorch's two; of two ways under {@code forward} and {@code backward}.
 */
@About("the plain recurrent network: each state is made of the input and the state before")
public record SimpleRnn(
        @Required @Min(1) @About("length of the state and of each output") int units,
        @About("what the sums go through") Activation activation,
        @About("whether there is an output for each place, rather than for the last alone") boolean returnSequences,
        @About("whether sequences are read from their end too, with weights of their own") boolean bidirectional,
        @About("the input of the batch that holds the lengths of the sequences, such as lengths")
                Optional<String> lengths,
        @About("whether a learned offset is added to each sum") boolean bias,
        @About("first values of the weights of the input") Initializer weightInitializer,
        @About("first values of the weights of the state") Initializer recurrentInitializer) implements Layer {
    /** One way along whole sequences. */
    public SimpleRnn(int units, boolean returnSequences) {
        this(units, new Tanh(), returnSequences, false, Optional.empty(), true, new GlorotUniform(),
                new UniformFanIn());
    }

    /** Throws {@link ShapeException} for what is no sequence, or lengths that do not fit it. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return new Recurrent("rnn", new Sum(activation), units, returnSequences, bidirectional, lengths,
                weightInitializer, recurrentInitializer, bias ? Optional.of(new Zeros()) : Optional.empty(),
                Optional.empty()).apply(x, scope);
    }

    private record Sum(Activation activation) implements Cell {
        @Override
        public int gates() {
            return 1;
        }

        @Override
        public List<String> states() {
            return List.of("hidden");
        }

        @Override
        public List<Tensor> next(List<Tensor> states, Tensor input, List<Tensor> recurrent) {
            return List.of(activation.apply(input.plus(states.getFirst().matmul(recurrent.getFirst()))));
        }
    }

    /** {@code rnn} as a service. */
    @Component
    @LayerName("rnn")
    public static final class Type implements LayerType<SimpleRnn> {
        @Override
        public SimpleRnn example() {
            return new SimpleRnn(2, false);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 4, 3));
        }
    }
}
