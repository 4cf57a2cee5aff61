package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.compiler.step.Clipping;
import org.fascicle.tensor.Tensor;

/** PyTorch's clipping of gradients. */
final class ClippingTargets {
    private ClippingTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.nn.utils.clip_grad_norm_", new Expression(ClippingTargets::byNorm),
                "torch.nn.utils.clip_grad_value_", new Expression(given -> clipped(given,
                        new Clipping.Value(given.options().number("clip_value", Double.NaN)))));
    }

    private static Map<String, Tensor> byNorm(Given given) {
        Clipping.Norm clipping = new Clipping.Norm(given.options().number("max_norm", Double.NaN),
                given.options().number("norm_type", 2));
        Map<String, Tensor> results = clipped(given, clipping);
        results.put("total_norm", clipping.length(gradients(given)));
        return results;
    }

    private static Map<String, Tensor> clipped(Given given, Clipping clipping) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        clipping.apply(gradients(given)).forEach(gradient -> results.put("grad" + results.size(), gradient));
        return results;
    }

    private static List<Tensor> gradients(Given given) {
        List<Tensor> gradients = new ArrayList<>();
        while (given.has("grad" + gradients.size())) {
            gradients.add(given.input("grad" + gradients.size()));
        }
        return gradients;
    }
}
