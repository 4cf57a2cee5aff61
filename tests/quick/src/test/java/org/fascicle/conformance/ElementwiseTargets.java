package org.fascicle.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.fascicle.tensor.Tensor;

/** PyTorch's functions of each element. */
final class ElementwiseTargets {
    private ElementwiseTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.add", binary(Tensor::plus));
        checks.put("torch.sub", binary(Tensor::minus));
        checks.put("torch.mul", binary(Tensor::times));
        checks.put("torch.div", binary(Tensor::over));
        checks.put("torch.maximum", binary(Tensor::maximum));
        checks.put("torch.minimum", binary(Tensor::minimum));
        checks.put("torch.exp", Expression.unary(Tensor::exp));
        checks.put("torch.log", Expression.unary(Tensor::log));
        checks.put("torch.sqrt", Expression.unary(Tensor::sqrt));
        checks.put("torch.rsqrt", Expression.unary(x -> x.sqrt().reciprocal()));
        checks.put("torch.sin", Expression.unary(Tensor::sin));
        checks.put("torch.cos", Expression.unary(Tensor::cos));
        checks.put("torch.tan", Expression.unary(x -> x.sin().over(x.cos())));
        checks.put("torch.sinh", Expression.unary(x -> x.exp().minus(x.negate().exp()).over(2)));
        checks.put("torch.cosh", Expression.unary(x -> x.exp().plus(x.negate().exp()).over(2)));
        checks.put("torch.abs", Expression.unary(Tensor::abs));
        checks.put("torch.erf", Expression.unary(Tensor::erf));
        checks.put("torch.log1p", Expression.unary(Tensor::log1p));
        checks.put("torch.expm1", Expression.unary(Tensor::expm1));
        checks.put("torch.reciprocal", Expression.unary(Tensor::reciprocal));
        checks.put("torch.square", Expression.unary(Tensor::square));
        checks.put("torch.pow", Expression.of(given -> given.has("exponent")
                ? given.input("input").power(given.input("exponent"))
                : given.input("input").power(given.options().number("exponent", Double.NaN))));
        checks.put("torch.clamp", Expression.of(ElementwiseTargets::clamp));
        checks.put("torch.where", Expression.of(given ->
                Tensor.where(given.mask("condition"), given.input("input"), given.input("other"))));
        checks.put("torch.masked_fill", Expression.of(given -> Tensor.where(given.mask("mask"),
                given.input("input").scalar(given.options().number("value", Double.NaN)), given.input("input"))));
        return checks;
    }

    private static Check binary(BinaryOperator<Tensor> function) {
        return Expression.of(given -> {
            if (given.options().number("alpha", 1) != 1 || given.options().has("rounding_mode")) {
                throw new NotCovered("alpha or a rounding mode");
            }
            return function.apply(given.input("input"), given.input("other"));
        });
    }

    private static Tensor clamp(Given given) {
        Tensor x = given.input("input");
        if (given.options().has("min")) {
            x = x.maximum(given.options().number("min", 0));
        }
        return given.options().has("max") ? x.minimum(given.options().number("max", 0)) : x;
    }
}
