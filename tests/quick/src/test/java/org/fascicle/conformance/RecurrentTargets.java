package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Tanh;
import org.fascicle.graph.Shape;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Gru;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.SimpleRnn;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;

/**
 * PyTorch's recurrent layers and cells. Their first states are given, so each way of each layer is one of our layers
 * that goes on; the way back is the way forth on a sequence that is turned round.
 */
final class RecurrentTargets {
    private RecurrentTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        for (String kind : List.of("RNN", "LSTM", "GRU")) {
            checks.put("torch.nn." + kind, new Expression(given -> layers(given, kind)));
            checks.put("torch.nn." + kind + "Cell", new Expression(given -> cell(given, kind)));
        }
        return checks;
    }

    /** What one way along a sequence leaves: outputs [batch, time, units] and the last states. */
    private record Way(Tensor outputs, Map<String, Tensor> states) {
    }

    private static Map<String, Tensor> layers(Given given, String kind) {
        boolean batchFirst = given.options().flag("batch_first", false);
        boolean both = given.options().flag("bidirectional", false);
        given.options().whole("input_size", 0);
        Tensor sequence = batchFirst ? given.input("input") : given.input("input").swapAxes(0, 1);
        List<Tensor> hidden = new ArrayList<>();
        List<Tensor> cells = new ArrayList<>();
        for (int layer = 0; layer < given.options().whole("num_layers", 1); layer++) {
            List<Tensor> outputs = new ArrayList<>();
            for (boolean back : both ? new boolean[] {false, true} : new boolean[] {false}) {
                Map<String, Tensor> first = new HashMap<>();
                for (String state : List.of("h", "c")) {
                    if (given.has(state + "_0")) {
                        int place = hidden.size();
                        first.put(state, given.input(state + "_0").slice(0, place, place + 1));
                    }
                }
                Way way = way(given, kind, back ? sequence.reverse(1) : sequence, "_l" + layer
                        + (back ? "_reverse" : ""), first);
                outputs.add(back ? way.outputs.reverse(1) : way.outputs);
                hidden.add(way.states.get("hidden").expandDims(0));
                Optional.ofNullable(way.states.get("cell")).ifPresent(cell -> cells.add(cell.expandDims(0)));
            }
            sequence = Tensor.concatenate(-1, outputs);
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("y", batchFirst ? sequence : sequence.swapAxes(0, 1));
        results.put("h_n", Tensor.concatenate(0, hidden));
        if (!cells.isEmpty()) {
            results.put("c_n", Tensor.concatenate(0, cells));
        }
        return results;
    }

    private static Map<String, Tensor> cell(Given given, String kind) {
        given.options().whole("input_size", 0);
        Map<String, Tensor> first = new HashMap<>();
        for (String state : List.of("h", "c")) {
            if (given.has(state + "_0")) {
                first.put(state, given.input(state + "_0").expandDims(0));
            }
        }
        Way way = way(given, kind, given.input("input").expandDims(1), "", first);
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("h_1", way.states.get("hidden"));
        if (way.states.containsKey("cell")) {
            results.put("c_1", way.states.get("cell"));
        }
        return results;
    }

    private static Way way(Given given, String kind, Tensor x, String suffix, Map<String, Tensor> first) {
        int units = given.options().whole("hidden_size", 0);
        boolean bias = given.options().flag("bias", true);
        Map<String, Tensor> values = new HashMap<>();
        values.put("input.weight", given.parameter("weight_ih" + suffix).swapAxes(0, 1));
        values.put("recurrent.weight", given.parameter("weight_hh" + suffix).swapAxes(0, 1));
        if (bias) {
            values.putAll(biases(kind, given.parameter("bias_ih" + suffix), given.parameter("bias_hh" + suffix),
                    units));
        }
        Tensor zeros = x.constant(x.type().with(Shape.of(x.size(0), units)), 0);
        values.put("hidden", first.containsKey("h") ? first.get("h").reshape(zeros.shape()) : zeros);
        values.put("cell", first.containsKey("c") ? first.get("c").reshape(zeros.shape()) : zeros);
        GivenScope scope = new GivenScope(values, false).goingOn(x);
        Tensor outputs = layer(kind, units, bias, given.options()).apply(x, scope);
        return new Way(outputs, scope.left());
    }

    /** One bias where PyTorch has two that are added; that of a GRU's candidate stays apart. */
    private static Map<String, Tensor> biases(String kind, Tensor input, Tensor recurrent, int units) {
        if (!kind.equals("GRU")) {
            return Map.of("input.bias", input.plus(recurrent));
        }
        Tensor gates = input.slice(0, 0, 2 * units).plus(recurrent.slice(0, 0, 2 * units));
        return Map.of("input.bias", Tensor.concatenate(0, List.of(gates, input.slice(0, 2 * units, 3 * units))),
                "recurrent.bias", recurrent.slice(0, 2 * units, 3 * units));
    }

    private static Layer layer(String kind, int units, boolean bias, Options options) {
        Zeros none = new Zeros();
        return switch (kind) {
            case "LSTM" -> new Lstm(units, true, false, Optional.empty(), bias, 0, none, none);
            case "GRU" -> new Gru(units, true, false, Optional.empty(), bias, none, none);
            default -> new SimpleRnn(units,
                    options.text("nonlinearity", "tanh").equals("relu") ? new Relu() : new Tanh(), true,
                    false, Optional.empty(), bias, none, none);
        };
    }
}
