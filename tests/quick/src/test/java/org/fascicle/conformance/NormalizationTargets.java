package org.fascicle.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.layers.BatchNorm;
import org.fascicle.layers.GroupNorm;
import org.fascicle.layers.LayerNorm;
import org.fascicle.layers.RmsNorm;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;

/** PyTorch's normalisation layers. */
final class NormalizationTargets {
    private static final double EPSILON = 1e-5;
    /** What PyTorch takes for an epsilon that is not given: that of f64. */
    private static final double SMALLEST = Math.ulp(1.0);

    private NormalizationTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.nn.BatchNorm1d", new Expression(NormalizationTargets::batch));
        checks.put("torch.nn.BatchNorm2d", new Expression(NormalizationTargets::batch));
        checks.put("torch.nn.LayerNorm", Expression.of(NormalizationTargets::layer));
        checks.put("torch.nn.RMSNorm", Expression.of(NormalizationTargets::rms));
        checks.put("torch.nn.GroupNorm", Expression.of(given -> {
            require(given, given.input("input").size(1), "num_channels");
            return group(given, given.options().whole("num_groups", 1), given.options().flag("affine", true));
        }));
        checks.put("torch.nn.InstanceNorm2d", Expression.of(NormalizationTargets::instance));
        return checks;
    }

    private static Map<String, Tensor> batch(Given given) {
        Tensor x = given.input("input");
        require(given, x.size(1), "num_features");
        boolean affine = given.options().flag("affine", true);
        boolean running = given.options().flag("track_running_stats", true);
        boolean training = given.mode().equals("train") || !running;
        Map<String, Tensor> parameters = parameters(given, affine);
        if (running) {
            parameters.put("runningMean", given.before("running_mean"));
            parameters.put("runningVariance", given.before("running_var"));
            given.before("num_batches_tracked");
        }
        GivenScope scope = new GivenScope(parameters, training);
        Layer norm = new BatchNorm(given.options().number("momentum", 0.1), given.options().number("eps", EPSILON),
                affine, running);
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("y", x.rank() == 2 ? norm.apply(x, scope)
                : Layout.channelsFirst(norm.apply(Layout.channelsLast(x), scope)));
        if (running) {
            results.put("after.running_mean", scope.left().getOrDefault("runningMean", parameters.get("runningMean")));
            results.put("after.running_var",
                    scope.left().getOrDefault("runningVariance", parameters.get("runningVariance")));
        }
        return results;
    }

    private static Tensor layer(Given given) {
        List<Integer> shape = given.options().wholes("normalized_shape");
        boolean affine = given.options().flag("elementwise_affine", true);
        boolean bias = given.options().flag("bias", true);
        Map<String, Tensor> parameters = new HashMap<>();
        if (affine) {
            parameters.put("weight", given.parameter("weight"));
        }
        if (affine && bias) {
            parameters.put("bias", given.parameter("bias"));
        }
        return new LayerNorm(shape.size(), given.options().number("eps", EPSILON), affine, bias)
                .apply(given.input("input"), new GivenScope(parameters, false));
    }

    private static Tensor rms(Given given) {
        if (given.options().wholes("normalized_shape").size() != 1) {
            throw new NotCovered("more than one axis");
        }
        boolean affine = given.options().flag("elementwise_affine", true);
        return new RmsNorm(given.options().number("eps", SMALLEST), affine).apply(given.input("input"),
                new GivenScope(affine ? Map.of("weight", given.parameter("weight")) : Map.of(), false));
    }

    /** A group for each channel; the running statistics of PyTorch's have no counterpart. */
    private static Tensor instance(Given given) {
        require(given, given.input("input").size(1), "num_features");
        if (given.options().flag("track_running_stats", false)) {
            throw new NotCovered("running statistics");
        }
        return group(given, given.input("input").size(1), given.options().flag("affine", false));
    }

    private static Tensor group(Given given, int groups, boolean affine) {
        Layer norm = new GroupNorm(groups, given.options().number("eps", EPSILON), affine);
        Tensor x = Layout.channelsLast(given.input("input"));
        return Layout.channelsFirst(norm.apply(x, new GivenScope(parameters(given, affine), false)));
    }

    private static Map<String, Tensor> parameters(Given given, boolean affine) {
        Map<String, Tensor> parameters = new HashMap<>();
        if (affine) {
            parameters.put("weight", given.parameter("weight"));
            parameters.put("bias", given.parameter("bias"));
        }
        return parameters;
    }

    private static void require(Given given, int actual, String option) {
        if (given.options().whole(option, actual) != actual) {
            throw new NotCovered("an input of other channels");
        }
    }
}
