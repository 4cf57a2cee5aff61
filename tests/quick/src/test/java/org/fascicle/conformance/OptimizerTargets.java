package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Optimizer;
import org.fascicle.optimizers.Adadelta;
import org.fascicle.optimizers.Adagrad;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.AdamW;
import org.fascicle.optimizers.Adamax;
import org.fascicle.optimizers.Asgd;
import org.fascicle.optimizers.NAdam;
import org.fascicle.optimizers.RAdam;
import org.fascicle.optimizers.RmsProp;
import org.fascicle.optimizers.Rprop;
import org.fascicle.optimizers.Sgd;

/** PyTorch's optimizers: each parameter follows the gradients that are given, step by step. */
final class OptimizerTargets {
    private static final List<Double> BETAS = List.of(0.9, 0.999);
    private static final Map<String, Function<Options, Optimizer>> OPTIMIZERS = new HashMap<>(Map.of(
            "torch.optim.SGD", options -> new Sgd(options.number("lr", 1e-3), options.number("momentum", 0),
                    options.number("dampening", 0), options.flag("nesterov", false), options.number("weight_decay", 0)),
            "torch.optim.Adam", options -> {
                List<Double> betas = options.numbers("betas", BETAS);
                if (options.flag("decoupled_weight_decay", false)) {
                    throw new NotCovered("decoupled weight decay");
                }
                return new Adam(options.number("lr", 1e-3), betas.get(0), betas.get(1), options.number("eps", 1e-8),
                        options.number("weight_decay", 0), options.flag("amsgrad", false));
            },
            "torch.optim.AdamW", options -> {
                List<Double> betas = options.numbers("betas", BETAS);
                return new AdamW(options.number("lr", 1e-3), betas.get(0), betas.get(1), options.number("eps", 1e-8),
                        options.number("weight_decay", 1e-2), options.flag("amsgrad", false));
            },
            "torch.optim.RMSprop", options -> new RmsProp(options.number("lr", 1e-2), options.number("alpha", 0.99),
                    options.number("eps", 1e-8), options.number("momentum", 0), options.flag("centered", false),
                    options.number("weight_decay", 0)),
            "torch.optim.Adagrad", options -> new Adagrad(options.number("lr", 1e-2), options.number("lr_decay", 0),
                    options.number("initial_accumulator_value", 0), options.number("eps", 1e-10),
                    options.number("weight_decay", 0)),
            "torch.optim.Adadelta", options -> new Adadelta(options.number("lr", 1), options.number("rho", 0.9),
                    options.number("eps", 1e-6), options.number("weight_decay", 0)),
            "torch.optim.Adamax", options -> {
                List<Double> betas = options.numbers("betas", BETAS);
                return new Adamax(options.number("lr", 2e-3), betas.get(0), betas.get(1), options.number("eps", 1e-8),
                        options.number("weight_decay", 0));
            },
            "torch.optim.NAdam", options -> {
                List<Double> betas = options.numbers("betas", BETAS);
                return new NAdam(options.number("lr", 2e-3), betas.get(0), betas.get(1), options.number("eps", 1e-8),
                        options.number("momentum_decay", 4e-3), options.number("weight_decay", 0),
                        options.flag("decoupled_weight_decay", false));
            },
            "torch.optim.RAdam", options -> {
                List<Double> betas = options.numbers("betas", BETAS);
                return new RAdam(options.number("lr", 1e-3), betas.get(0), betas.get(1), options.number("eps", 1e-8),
                        options.number("weight_decay", 0), options.flag("decoupled_weight_decay", false));
            }));

    static {
        OPTIMIZERS.put("torch.optim.Rprop", options -> {
            List<Double> etas = options.numbers("etas", List.of(0.5, 1.2));
            List<Double> sizes = options.numbers("step_sizes", List.of(1e-6, 50.0));
            return new Rprop(options.number("lr", 1e-2), etas.get(0), etas.get(1), sizes.get(0), sizes.get(1));
        });
        OPTIMIZERS.put("torch.optim.ASGD", options -> new Asgd(options.number("lr", 1e-2),
                options.number("lambd", 1e-4), options.number("alpha", 0.75), options.number("t0", 1e6),
                options.number("weight_decay", 0)));
    }

    private OptimizerTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        OPTIMIZERS.keySet().forEach(target -> checks.put(target, given -> follow(given)));
        return checks;
    }

    /** The optimizer of a target. */
    static Optimizer optimizer(String target, Options options) {
        Function<Options, Optimizer> maker = OPTIMIZERS.get(target);
        if (maker == null) {
            throw new NotCovered("optimizer " + target);
        }
        return maker.apply(options);
    }

    private static List<String> follow(Case given) {
        Optimizer optimizer = optimizer(given.target(), given.options());
        // climbing is going down the negative gradient, which is all that PyTorch does
        double sign = given.options().flag("maximize", false) ? -1 : 1;
        given.options().requireAllRead();
        List<String> faults = new ArrayList<>();
        for (int number = 0; given.tensors().containsKey("param" + number + ".initial"); number++) {
            HostTensor parameter = given.tensor("param" + number + ".initial");
            HostTensor gradients = given.tensor("param" + number + ".grads");
            HostTensor after = given.tensor("param" + number + ".after");
            UpdateRule rule = new UpdateRule(optimizer, parameter);
            for (int step = 0; step < gradients.type().shape().size(0); step++) {
                HostTensor gradient = row(gradients, step, sign);
                faults.addAll(Case.differences("param" + number + " after step " + (step + 1), row(after, step, 1),
                        rule.step(gradient).toDoubles()));
            }
        }
        return faults.isEmpty() ? faults : faults.subList(0, 1);
    }

    private static HostTensor row(HostTensor rows, int number, double sign) {
        Shape shape = rows.type().shape().without(0);
        double[] values = new double[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * rows.get(number * values.length + i);
        }
        return HostTensor.of(new TensorType(rows.type().dtype(), shape), values);
    }
}
