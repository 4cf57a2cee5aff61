package org.fascicle.layers;

import java.util.Arrays;
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
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Long short-term memory: gates decide what a cell forgets, takes in and shows (Hochreiter and Schmidhuber: Long
 * short-term memory, 1997; with forget gates, Gers et al., 2000).
 *
 * <pre>{@code
 * i, f, g, o = σ, σ, tanh, σ of x·W + h·U + b        (in this order along the last axis)
 * c = f ∘ c + i ∘ g,  h = o ∘ tanh(c)
 * }</pre>
 *
 * <p>in: [batch, time, features] → out: [batch, time, units], or [batch, units] without {@code returnSequences}; twice
 * the units if bidirectional
 *
 * <p>Parameters: {@code input.weight} [features, 4·units], {@code recurrent.weight} [units, 4·units], {@code
 * input.bias} [4·units], which is the sum of PyTorch's two; of two ways under {@code forward} and {@code backward}. The
 * bias of the forget gate starts at 1 unless {@code forgetBias} says otherwise (Jozefowicz et al., 2015).
 */
@About("long short-term memory: gates decide what is kept of a sequence")
public record Lstm(
        @Required @Min(1) @About("length of the state and of each output") int units,
        @About("whether there is an output for each place, rather than for the last alone") boolean returnSequences,
        @About("whether sequences are read from their end too, with weights of their own") boolean bidirectional,
        @About("the input of the batch that holds the lengths of the sequences, such as lengths")
                Optional<String> lengths,
        @About("whether a learned offset is added in each gate") boolean bias,
        @About("first value of the forget gate's offset") double forgetBias,
        @About("first values of the weights of the input") Initializer weightInitializer,
        @About("first values of the weights of the state") Initializer recurrentInitializer) implements Layer {
    /** One way along whole sequences. */
    public Lstm(int units, boolean returnSequences) {
        this(units, returnSequences, false, Optional.empty(), true, 1, new GlorotUniform(), new UniformFanIn());
    }

    /** Throws {@link ShapeException} for what is no sequence, or lengths that do not fit it. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Initializer forgetting = (shape, random) -> {
            double[] values = new double[shape.elements()];
            Arrays.fill(values, units, 2 * units, forgetBias);
            return values;
        };
        return new Recurrent("lstm", new Gates(units), units, returnSequences, bidirectional, lengths,
                weightInitializer, recurrentInitializer, Optional.of(forgetting).filter(_ -> bias),
                Optional.empty()).apply(x, scope);
    }

    private record Gates(int units) implements Cell {
        @Override
        public int gates() {
            return 4;
        }

        @Override
        public List<String> states() {
            return List.of("hidden", "cell");
        }

        @Override
        public List<Tensor> next(List<Tensor> states, Tensor input, List<Tensor> recurrent) {
            Tensor sums = input.plus(states.get(0).matmul(recurrent.getFirst()));
            Tensor in = sums.slice(-1, 0, units).sigmoid();
            Tensor forget = sums.slice(-1, units, 2 * units).sigmoid();
            Tensor candidate = sums.slice(-1, 2 * units, 3 * units).tanh();
            Tensor out = sums.slice(-1, 3 * units, 4 * units).sigmoid();
            Tensor cell = forget.times(states.get(1)).plus(in.times(candidate));
            return List.of(out.times(cell.tanh()), cell);
        }
    }

    /** {@code lstm} as a service. */
    @Component
    @LayerName("lstm")
    public static final class Type implements LayerType<Lstm> {
        @Override
        public Lstm example() {
            return new Lstm(2, false);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 4, 3));
        }
    }
}
