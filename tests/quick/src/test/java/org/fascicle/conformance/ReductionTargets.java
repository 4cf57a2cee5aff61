package org.fascicle.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** PyTorch's folds over axes. */
final class ReductionTargets {
    private ReductionTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.sum", fold(Tensor::sumKeeping));
        checks.put("torch.mean", fold(Tensor::meanKeeping));
        checks.put("torch.amax", fold(Tensor::maxKeeping));
        checks.put("torch.amin", fold(Tensor::minKeeping));
        checks.put("torch.logsumexp", fold(Tensor::logSumExpKeeping));
        checks.put("torch.max", new Expression(given -> extreme(given, true)));
        checks.put("torch.min", new Expression(given -> extreme(given, false)));
        checks.put("torch.argmax", Expression.of(given -> place(given, true)));
        checks.put("torch.argmin", Expression.of(given -> place(given, false)));
        checks.put("torch.var", Expression.of(given -> variance(given)));
        checks.put("torch.std", Expression.of(given -> variance(given).sqrt()));
        checks.put("torch.linalg.vector_norm", Expression.of(ReductionTargets::norm));
        checks.put("torch.nn.functional.normalize", Expression.of(given -> {
            Tensor x = given.input("input");
            Tensor norm = norm(x, given.options().number("p", 2), given.options().whole("dim", 1));
            return x.over(norm.maximum(given.options().number("eps", 1e-12)));
        }));
        checks.put("torch.nn.functional.cosine_similarity", Expression.of(ReductionTargets::cosine));
        return checks;
    }

    private static Check fold(BiFunction<Tensor, int[], Tensor> keeping) {
        return Expression.of(given -> {
            Tensor x = given.input("input");
            return shaped(given, x, keeping.apply(x, axes(given, x)));
        });
    }

    private static int[] axes(Given given, Tensor x) {
        List<Integer> axes = given.options().wholes("dim");
        return axes.isEmpty() ? IntStream.range(0, x.rank()).toArray()
                : axes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The folded axes kept or dropped, as the case asks. */
    private static Tensor shaped(Given given, Tensor x, Tensor folded) {
        if (given.options().flag("keepdim", false)) {
            return folded;
        }
        Shape dropped = x.shape();
        int[] axes = IntStream.of(axes(given, x)).map(x.shape()::axis).sorted().toArray();
        for (int i = axes.length - 1; i >= 0; i--) {
            dropped = dropped.without(axes[i]);
        }
        return folded.reshape(dropped);
    }

    private static Map<String, Tensor> extreme(Given given, boolean largest) {
        Tensor x = given.input("input");
        int[] axes = axes(given, x);
        Tensor values = shaped(given, x, largest ? x.maxKeeping(axes) : x.minKeeping(axes));
        return given.options().has("dim") ? Map.of("values", values, "indices", place(given, largest))
                : Map.of("y", values);
    }

    private static Tensor place(Given given, boolean largest) {
        Tensor x = given.input("input");
        if (!given.options().has("dim")) {
            x = x.reshape(x.shape().elements());
            return largest ? x.argmax(0) : x.argmin(0);
        }
        int axis = x.shape().axis(given.options().whole("dim", 0));
        Tensor place = largest ? x.argmax(axis) : x.argmin(axis);
        return given.options().flag("keepdim", false) ? place.expandDims(axis) : place;
    }

    private static Tensor variance(Given given) {
        Tensor x = given.input("input");
        int[] axes = axes(given, x);
        int count = IntStream.of(axes).map(x::size).reduce(1, Math::multiplyExact);
        Tensor squares = x.minus(x.meanKeeping(axes)).square().sumKeeping(axes);
        return shaped(given, x, squares.over(count - given.options().number("correction", 1)));
    }

    private static Tensor norm(Given given) {
        Tensor x = given.input("x");
        return shaped(given, x, norm(x, given.options().number("ord", 2), axes(given, x)));
    }

    private static Tensor norm(Tensor x, double order, int... axes) {
        if (order == Double.POSITIVE_INFINITY) {
            return x.abs().maxKeeping(axes);
        }
        if (order == Double.NEGATIVE_INFINITY) {
            return x.abs().minKeeping(axes);
        }
        if (order == 0) {
            throw new NotCovered("the norm of order 0");
        }
        return order == 1 ? x.abs().sumKeeping(axes) : order == 2 ? x.square().sumKeeping(axes).sqrt()
                : x.abs().power(order).sumKeeping(axes).power(1 / order);
    }

    private static Tensor cosine(Given given) {
        Tensor a = given.input("x1");
        Tensor b = given.input("x2");
        int axis = given.options().whole("dim", 1);
        double floor = given.options().number("eps", 1e-8);
        Tensor lengths = norm(a, 2, axis).maximum(floor).times(norm(b, 2, axis).maximum(floor));
        return a.times(b).sumKeeping(axis).over(lengths).reshape(a.shape().without(axis));
    }
}
