package org.fascicle.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fascicle.losses.BinaryCrossEntropy;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.Huber;
import org.fascicle.losses.KullbackLeibler;
import org.fascicle.losses.KullbackLeibler.Form;
import org.fascicle.losses.MeanAbsoluteError;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Loss;
import org.fascicle.tensor.Tensor;

/** PyTorch's losses; classes stand on axis 1 there and on the last here. */
final class LossTargets {
    /** What PyTorch ignores unless told otherwise; it names no class. */
    private static final int IGNORED = -100;

    private LossTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        put(checks, "cross_entropy", LossTargets::crossEntropy);
        put(checks, "binary_cross_entropy_with_logits", LossTargets::binaryCrossEntropy);
        put(checks, "binary_cross_entropy", given -> compare(given, new BinaryCrossEntropy(List.of(), reduction(given),
                BinaryCrossEntropy.Input.PROBABILITIES)));
        put(checks, "kl_div", LossTargets::kullbackLeibler);
        put(checks, "mse_loss", given -> compare(given, new MeanSquaredError(reduction(given))));
        put(checks, "l1_loss", given -> compare(given, new MeanAbsoluteError(reduction(given))));
        put(checks, "huber_loss", given ->
                compare(given, new Huber(given.options().number("delta", 1), reduction(given))));
        // the same curve over its bend
        put(checks, "smooth_l1_loss", given -> {
            double beta = given.options().number("beta", 1);
            return compare(given, new Huber(beta, reduction(given))).over(beta);
        });
        return checks;
    }

    private static void put(Map<String, Check> checks, String name, Function<Given, Tensor> loss) {
        checks.put("torch.nn.functional." + name, Expression.of(loss));
    }

    private static Tensor compare(Given given, Loss loss) {
        return loss.apply(given.input("input"), given.input("target"));
    }

    private static Tensor binaryCrossEntropy(Given given) {
        return compare(given, new BinaryCrossEntropy(weights(given, "pos_weight"), reduction(given)));
    }

    /** The mean is over all numbers there and over the rows here; {@code batchmean} is ours. */
    private static Tensor kullbackLeibler(Given given) {
        boolean logarithms = given.options().flag("log_target", false);
        boolean rows = given.options().text("reduction", "mean").equals("batchmean");
        Reduction reduction = rows ? Reduction.MEAN : reduction(given);
        Tensor loss = compare(given, new KullbackLeibler(Form.LOG_PROBABILITIES, logarithms, reduction));
        return rows || reduction == Reduction.SUM ? loss : loss.over(given.input("input").size(-1));
    }

    private static List<Double> weights(Given given, String name) {
        return given.has(name) ? DoubleStream.of(given.values(name).toDoubles()).boxed().toList() : List.of();
    }

    private static Tensor crossEntropy(Given given) {
        int ignored = given.options().whole("ignore_index", IGNORED);
        CrossEntropy loss = new CrossEntropy(given.options().number("label_smoothing", 0), weights(given, "weight"),
                given.isWhole("target") ? List.of(ignored) : List.of(), reduction(given));
        Tensor target = given.input("target");
        return loss.apply(classesLast(given.input("input")), given.isWhole("target") ? target : classesLast(target));
    }

    private static Tensor classesLast(Tensor x) {
        int[] axes = IntStream.range(0, x.rank()).map(axis -> axis == 0 ? 0 : axis == x.rank() - 1 ? 1 : axis + 1)
                .toArray();
        return x.rank() < 3 ? x : x.transpose(axes);
    }

    private static Reduction reduction(Given given) {
        return switch (given.options().text("reduction", "mean")) {
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            default -> throw new NotCovered("a loss for each element");
        };
    }
}
