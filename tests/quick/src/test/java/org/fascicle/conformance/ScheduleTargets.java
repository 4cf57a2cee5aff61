package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.graph.HostTensor;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.optimizers.ConstantRate;
import org.fascicle.optimizers.CosineRate;
import org.fascicle.optimizers.CyclicRate;
import org.fascicle.optimizers.ExponentialRate;
import org.fascicle.optimizers.LinearRate;
import org.fascicle.optimizers.MultiStepRate;
import org.fascicle.optimizers.OneCycleRate;
import org.fascicle.optimizers.Plateau;
import org.fascicle.optimizers.PolynomialRate;
import org.fascicle.optimizers.Sequence;
import org.fascicle.optimizers.StepRate;
import org.fascicle.optimizers.WarmRestarts;
import org.fascicle.optimizers.WarmUp;

/** PyTorch's schedules: the rate at each of some steps, an epoch having one. */
final class ScheduleTargets {
    private static final String SCHEDULES = "torch.optim.lr_scheduler.";

    private ScheduleTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        put(checks, "StepLR", options -> new StepRate(options.whole("step_size", 0), options.number("gamma", 0.1)));
        put(checks, "MultiStepLR", options ->
                new MultiStepRate(options.wholes("milestones"), options.number("gamma", 0.1)));
        put(checks, "ExponentialLR", options -> new ExponentialRate(options.number("gamma", Double.NaN)));
        put(checks, "PolynomialLR", options ->
                new PolynomialRate(options.whole("total_iters", 5), options.number("power", 1), 0));
        put(checks, "LinearLR", options -> new LinearRate(options.whole("total_iters", 5),
                options.number("start_factor", 1.0 / 3), options.number("end_factor", 1)));
        put(checks, "ConstantLR", options ->
                new ConstantRate(options.number("factor", 1.0 / 3), options.whole("total_iters", 5)));
        put(checks, "SequentialLR", options -> {
            Options linear = options.inside("linear");
            Options cosine = options.inside("cosine");
            return new Sequence(List.of(new LinearRate(linear.whole("total_iters", 5),
                    linear.number("start_factor", 1.0 / 3), linear.number("end_factor", 1)),
                    new CosineRate(cosine.whole("T_max", 0), cosine.number("eta_min", 0))),
                    List.of((long) options.whole("milestone", 0)));
        });
        put(checks, "CosineAnnealingLR", options ->
                new CosineRate(options.whole("T_max", 0), options.number("eta_min", 0)));
        put(checks, "CosineAnnealingWarmRestarts", options -> new WarmRestarts(options.whole("T_0", 0),
                options.whole("T_mult", 1), options.number("eta_min", 0)));
        checks.put(SCHEDULES + "OneCycleLR", given -> check(given, oneCycle(given.options()),
                given.options().number("max_lr", Double.NaN), given.options().whole("total_steps", 0)));
        checks.put(SCHEDULES + "CyclicLR", given -> check(given, cyclic(given.options()),
                given.options().number("base_lr", Double.NaN), rates(given)));
        checks.put(SCHEDULES + "ReduceLROnPlateau", ScheduleTargets::plateau);
        checks.put("formula:linear_warmup_cosine", given -> check(given, new WarmUp(given.options().whole("warmup", 0),
                new CosineRate(0, given.options().number("min_factor", 0) * base(given))), base(given),
                given.options().whole("total", 0)));
        return checks;
    }

    private static void put(Map<String, Check> checks, String name, Function<Options, Schedule> maker) {
        checks.put(SCHEDULES + name, given -> check(given, maker.apply(given.options()), base(given), rates(given)));
    }

    private static Schedule oneCycle(Options options) {
        readMomentum(options);
        return new OneCycleRate(options.number("pct_start", 0.3), options.number("div_factor", 25),
                options.number("final_div_factor", 1e4), options.flag("three_phase", false),
                options.text("anneal_strategy", "cos").equals("cos") ? OneCycleRate.Curve.COSINE
                        : OneCycleRate.Curve.LINEAR);
    }

    private static Schedule cyclic(Options options) {
        readMomentum(options);
        return new CyclicRate(options.number("max_lr", Double.NaN), options.whole("step_size_up", 2000),
                options.whole("step_size_down", 0), switch (options.text("mode", "triangular")) {
                    case "triangular" -> CyclicRate.Mode.TRIANGULAR;
                    case "triangular2" -> CyclicRate.Mode.TRIANGULAR2;
                    case "exp_range" -> CyclicRate.Mode.EXP_RANGE;
                    default -> throw new NotCovered("another mode");
                }, options.number("gamma", 1));
    }

    /** Where it is moved too, the case has a second output. */
    private static void readMomentum(Options options) {
        for (String name : List.of("cycle_momentum", "base_momentum", "max_momentum")) {
            options.has(name);
        }
    }

    /** The rate behind each figure. */
    private static List<String> plateau(Case given) {
        Options options = given.options();
        Plateau plateau = new Plateau("figure", options.text("mode", "min").equals("min") ? Plateau.Direction.SMALLER
                : Plateau.Direction.LARGER, options.number("factor", 0.1), options.whole("patience", 10),
                options.number("threshold", 1e-4), options.text("threshold_mode", "rel").equals("rel"),
                options.whole("cooldown", 0), options.number("min_lr", 0));
        if (options.number("eps", 1e-8) > 1e-8) {
            throw new NotCovered("drops that are left out for being small");
        }
        options.requireAllRead();
        double[] figures = given.tensor("input.metric").toDoubles();
        double[] rates = new double[figures.length];
        List<Map<String, Double>> done = new ArrayList<>();
        for (int epoch = 0; epoch < figures.length; epoch++) {
            done.add(Map.of("figure", figures[epoch], "loss", 0.0));
            rates[epoch] = plateau.learningRate(base(given), Progress.of(1, figures.length, done));
        }
        return Case.differences("output.lr", given.tensor("output.lr"), rates);
    }

    private static double base(Case given) {
        return given.optimizer().path("lr").asDouble(given.optimizer().at("/options/lr").asDouble());
    }

    private static int rates(Case given) {
        return given.tensor("output.lr").elements();
    }

    private static List<String> check(Case given, Schedule schedule, double base, long totalSteps) {
        given.options().requireAllRead();
        double[] rates = new double[rates(given)];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = schedule.learningRate(base, new Progress(step, totalSteps, 1, List.of()));
        }
        List<String> differences = Case.differences("output.lr", given.tensor("output.lr"), rates);
        if (differences.isEmpty() && given.tensors().containsKey("output.momentum")) {
            throw new NotCovered("the rates agree; momentum does not move here");
        }
        return differences;
    }
}
