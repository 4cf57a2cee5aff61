package org.fascicle.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.tensor.Tensor;

/** PyTorch's layers that put something around the last axes, or cut it off. */
final class BorderTargets {
    private BorderTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.nn.ConstantPad1d", Expression.of(given -> around(given,
                given.options().number("value", Double.NaN))));
        checks.put("torch.nn.ZeroPad2d", Expression.of(given -> around(given, 0)));
        return checks;
    }

    /** Pairs of places before and behind, the last axis first; a negative number cuts off. */
    private static Tensor around(Given given, double value) {
        Tensor x = given.input("input");
        List<Integer> places = given.options().wholes("padding");
        for (int pair = 0; pair < places.size() / 2; pair++) {
            int axis = x.rank() - 1 - pair;
            int before = places.get(2 * pair);
            int behind = places.get(2 * pair + 1);
            x = x.slice(axis, Math.max(0, -before), x.size(axis) - Math.max(0, -behind))
                    .pad(axis, Math.max(0, before), Math.max(0, behind), value);
        }
        return x;
    }
}
