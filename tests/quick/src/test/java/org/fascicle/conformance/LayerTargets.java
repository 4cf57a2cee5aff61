package org.fascicle.conformance;

import java.util.HashMap;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.tensor.Tensor;

/** PyTorch's layers; weights are transposed from [out, in]. */
final class LayerTargets {
    private LayerTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.nn.Linear", Expression.of(LayerTargets::linear));
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
        return dense.apply(x, new GivenScope("", parameters, given.mode().equals("train")));
    }
}
