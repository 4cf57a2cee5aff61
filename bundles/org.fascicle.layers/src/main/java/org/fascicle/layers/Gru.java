package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.UniformFanIn;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Gated recurrent unit: one gate decides what is renewed, another what of the state is seen (Cho et al.: Learning
 * phrase representations using RNN encoder-decoder, 2014).
 *
 * <pre>{@code
 * r, z = σ of x·W + h·U + b                 (the first two thirds of the last axis)
 * n = tanh(x·W + b + r ∘ (h·U + d))         (the last third)
 * h = (1 − z) ∘ n + z ∘ h
 * }</pre>
 *
 * <p>in: [batch, time, features] → out: [batch, time, units], or [batch, units] without {@code returnSequences}; twice
 * the units if bidirectional
 *
 * <p>Parameters: {@code input.weight} [features, 3·units], {@code recurrent.weight} [units, 3·units], {@code
 * input.bias} [3·units], which is the sum of PyTorch's two for r and z and its input's for n, and {@code
 * recurrent.bias} [units], which is d; of two ways under {@code forward} and {@code backward}.
 */
@About("gated recurrent unit: a lighter long short-term memory")
public record Gru(
        @Required @Min(1) @About("length of the state and of each output") int units,
        @About("whether there is an output for each place, rather than for the last alone") boolean returnSequences,
        @About("whether sequences are read from their end too, with weights of their own") boolean bidirectional,
        @About("the input of the batch that holds the lengths of the sequences, such as lengths")
                Optional<String> lengths,
        @About("whether learned offsets are added in each gate") boolean bias,
        @About("first values of the weights of the input") Initializer weightInitializer,
        @About("first values of the weights of the state") Initializer recurrentInitializer) implements Layer {
    /** One way along whole sequences. */
    public Gru(int units, boolean returnSequences) {
        this(units, returnSequences, false, Optional.empty(), true, new GlorotUniform(), new UniformFanIn());
    }

    /** Throws {@link ShapeException} for what is no sequence, or lengths that do not fit it. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Optional<Initializer> zeros = bias ? Optional.of(new Zeros()) : Optional.empty();
        return new Recurrent("gru", new Gates(units), units, returnSequences, bidirectional, lengths, weightInitializer,
                recurrentInitializer, zeros, zeros).apply(x, scope);
    }

    private record Gates(int units) implements Cell {
        @Override
        public int gates() {
            return 3;
        }

        @Override
        public List<String> states() {
            return List.of("hidden");
        }

        @Override
        public List<Tensor> next(List<Tensor> states, Tensor input, List<Tensor> recurrent) {
            Tensor before = states.getFirst();
            Tensor fed = before.matmul(recurrent.getFirst());
            Tensor gates = input.slice(-1, 0, 2 * units).plus(fed.slice(-1, 0, 2 * units)).sigmoid();
            Tensor reset = gates.slice(-1, 0, units);
            Tensor keep = gates.slice(-1, units, 2 * units);
            Tensor seen = fed.slice(-1, 2 * units, 3 * units);
            Tensor moved = recurrent.size() > 1 ? seen.plus(recurrent.get(1)) : seen;
            Tensor candidate = input.slice(-1, 2 * units, 3 * units).plus(reset.times(moved)).tanh();
            return List.of(candidate.plus(keep.times(before.minus(candidate))));
        }
    }

    /** {@code gru} as a service. */
    @Component
    @LayerName("gru")
    public static final class Type implements LayerType<Gru> {
        @Override
        public Gru example() {
            return new Gru(2, false);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 4, 3));
        }
    }
}
