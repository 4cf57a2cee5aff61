package org.fascicle.conformance;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.tensor.Tensor;

/** PyTorch's losses; classes stand on axis 1 there and on the last here. */
final class LossTargets {
    /** What PyTorch ignores unless told otherwise; it names no class. */
    private static final int IGNORED = -100;

    private LossTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.nn.functional.cross_entropy", Expression.of(LossTargets::crossEntropy),
                "torch.nn.functional.mse_loss", Expression.of(given ->
                        new MeanSquaredError(reduction(given)).apply(given.input("input"), given.input("target"))));
    }

    private static Tensor crossEntropy(Given given) {
        List<Double> weights = given.has("weight")
                ? DoubleStream.of(given.values("weight").toDoubles()).boxed().toList() : List.of();
        int ignored = given.options().whole("ignore_index", IGNORED);
        CrossEntropy loss = new CrossEntropy(given.options().number("label_smoothing", 0), weights,
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
