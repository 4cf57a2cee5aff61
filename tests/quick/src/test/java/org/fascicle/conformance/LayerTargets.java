package org.fascicle.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Embedding;
import org.fascicle.layers.Prelu;
import org.fascicle.layers.SinusoidalPositions;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** PyTorch's layers; weights are transposed from [out, in]. */
final class LayerTargets {
    private LayerTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.nn.Linear", Expression.of(LayerTargets::linear),
                "torch.nn.Embedding", Expression.of(LayerTargets::embedding),
                "torch.nn.PReLU", Expression.of(LayerTargets::prelu),
                "formula:sinusoidal_positions", LayerTargets::positions);
    }

    private static Tensor linear(Given given) {
        boolean bias = given.options().flag("bias", true);
        Map<String, Tensor> parameters = new HashMap<>();
        parameters.put("weight", given.parameter("weight").swapAxes(0, 1));
        if (bias) {
            parameters.put("bias", given.parameter("bias"));
        }
        Tensor x = given.input("input");
        if (x.size(-1) != given.options().whole("in_features", 0)) {
            throw new NotCovered("an input of other features");
        }
        Dense dense = new Dense(given.options().whole("out_features", 0), new Identity(), bias, new Zeros(),
                new Zeros());
        return dense.apply(x, new GivenScope(parameters, given.mode().equals("train")));
    }

    private static Tensor embedding(Given given) {
        Options options = given.options();
        Optional<Integer> padding = options.has("padding_idx") ? Optional.of(options.whole("padding_idx", 0))
                : Optional.empty();
        return new Embedding(options.whole("num_embeddings", 0), options.whole("embedding_dim", 0), padding,
                new Zeros()).apply(given.input("input"),
                new GivenScope(Map.of("weight", given.parameter("weight")), false));
    }

    /** Channels stand on axis 1 there and on the last here. */
    private static Tensor prelu(Given given) {
        Tensor x = given.input("input");
        boolean shared = given.options().whole("num_parameters", 1) == 1;
        Tensor last = x.swapAxes(1, -1);
        return new Prelu(shared, given.options().number("init", 0.25))
                .apply(last, new GivenScope(Map.of("weight", given.parameter("weight")), false)).swapAxes(1, -1);
    }

    /** What is added to zeros. */
    private static List<String> positions(Case given) {
        TensorType zeros = TensorType.of(DType.F64, 1, given.options().whole("length", 0),
                given.options().whole("dim", 0));
        SinusoidalPositions layer = new SinusoidalPositions(given.options().number("base", 10_000));
        given.options().requireAllRead();
        double[] y = Interpreter.run(Trace.of(List.of(zeros), tensors -> List.of(layer.apply(tensors.getFirst(),
                new GivenScope(Map.of(), false)))), Map.of("x0", HostTensor.zeros(zeros))).get("y0").toDoubles();
        return Case.differences("output.y", given.tensor("output.y"), y);
    }
}
