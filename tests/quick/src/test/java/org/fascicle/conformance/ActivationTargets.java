package org.fascicle.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.activations.Celu;
import org.fascicle.activations.Elu;
import org.fascicle.activations.Gelu;
import org.fascicle.activations.Glu;
import org.fascicle.activations.HardSigmoid;
import org.fascicle.activations.HardSwish;
import org.fascicle.activations.HardTanh;
import org.fascicle.activations.LeakyRelu;
import org.fascicle.activations.LogSigmoid;
import org.fascicle.activations.LogSoftmax;
import org.fascicle.activations.Mish;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Relu6;
import org.fascicle.activations.Selu;
import org.fascicle.activations.Sigmoid;
import org.fascicle.activations.Silu;
import org.fascicle.activations.Softmax;
import org.fascicle.activations.Softplus;
import org.fascicle.activations.Softsign;
import org.fascicle.activations.Tanh;
import org.fascicle.nn.Activation;

/** PyTorch's activations. */
final class ActivationTargets {
    private static final String FUNCTIONAL = "torch.nn.functional.";

    private ActivationTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        put(checks, "relu", options -> new Relu());
        put(checks, "sigmoid", options -> new Sigmoid());
        put(checks, "tanh", options -> new Tanh());
        put(checks, "silu", options -> new Silu());
        put(checks, "leaky_relu", options -> new LeakyRelu(options.number("negative_slope", 0.01)));
        put(checks, "gelu", options -> new Gelu(switch (options.text("approximate", "none")) {
            case "none" -> Gelu.Approximation.EXACT;
            case "tanh" -> Gelu.Approximation.TANH;
            default -> throw new NotCovered("another approximation");
        }));
        put(checks, "softmax", options -> new Softmax(options.whole("dim", -1)));
        put(checks, "log_softmax", options -> new LogSoftmax(options.whole("dim", -1)));
        put(checks, "elu", options -> new Elu(options.number("alpha", 1)));
        put(checks, "selu", options -> new Selu());
        put(checks, "celu", options -> new Celu(options.number("alpha", 1)));
        put(checks, "mish", options -> new Mish());
        put(checks, "softplus", options -> new Softplus(options.number("beta", 1), options.number("threshold", 20)));
        put(checks, "softsign", options -> new Softsign());
        put(checks, "hardswish", options -> new HardSwish());
        // the derivative of PyTorch has a sixth in single precision, which is off by 3e-8 of it
        checks.put(FUNCTIONAL + "hardsigmoid", new Expression(given ->
                Map.of("y", new HardSigmoid().apply(given.input("input"))), 1e-7));
        put(checks, "hardtanh", options -> new HardTanh(options.number("min_val", -1), options.number("max_val", 1)));
        put(checks, "relu6", options -> new Relu6());
        put(checks, "logsigmoid", options -> new LogSigmoid());
        put(checks, "glu", options -> new Glu(options.whole("dim", -1)));
        return checks;
    }

    /** The activation of a name: what networks name by PyTorch's word. */
    static Activation named(String name) {
        return switch (name) {
            case "relu" -> new Relu();
            case "tanh" -> new Tanh();
            case "sigmoid" -> new Sigmoid();
            case "gelu" -> new Gelu(Gelu.Approximation.EXACT);
            case "gelu_tanh" -> new Gelu(Gelu.Approximation.TANH);
            case "silu" -> new Silu();
            default -> throw new NotCovered("activation " + name);
        };
    }

    private static void put(Map<String, Check> checks, String name, Function<Options, Activation> activation) {
        checks.put(FUNCTIONAL + name, Expression.of(given ->
                activation.apply(given.options()).apply(given.input("input"))));
    }
}
