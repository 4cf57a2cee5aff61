package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/**
 * Compares derivatives with central differences in f64, on the reference backend: {@code |a − n| ≤ 1e-6 · max(1, |a|,
 * |n|)} for each element. Operands should lie away from kinks.
 */
public final class GradientCheck {
    private static final double TOLERANCE = 1e-6;
    private static final double STEP = 1e-5;
    private static final int MOST_ELEMENTS = 64;
    private static final int MOST_REPORTED = 5;

    private GradientCheck() {
    }

    /**
     * Checks the derivative of a function by each floating operand.
     *
     * @param function from tensors to a floating tensor
     * @param operands where it is tried; f32 values are taken as f64
     * @throws AssertionError naming the elements that differ
     */
    public static void check(Function<List<Tensor>, Tensor> function, List<HostTensor> operands) {
        List<HostTensor> wide = operands.stream().map(GradientCheck::wide).toList();
        Graph graph = Trace.of(wide.stream().map(HostTensor::type).toList(), tensors -> {
            Tensor objective = weighted(function.apply(tensors), 0);
            List<Tensor> outputs = new ArrayList<>(List.of(objective));
            outputs.addAll(objective.gradients(floating(tensors)));
            return outputs;
        }).verify();
        Map<String, HostTensor> values = new LinkedHashMap<>();
        wide.forEach(operand -> values.put("x" + values.size(), operand));
        Map<String, HostTensor> results = Interpreter.run(graph, values);
        int gradient = 1;
        for (int i = 0; i < wide.size(); i++) {
            if (wide.get(i).type().dtype().isFloating()) {
                String name = "x" + i;
                TensorType type = wide.get(i).type();
                compare("operand " + i + " of " + type, results.get("y" + gradient++).toDoubles(), at -> {
                    Map<String, HostTensor> moved = new LinkedHashMap<>(values);
                    moved.put(name, HostTensor.of(type, at));
                    return Interpreter.run(graph, moved).get("y0").get(0);
                }, wide.get(i).toDoubles());
            }
        }
    }

    /** Checks the derivative of the derivative in the same way. */
    public static void checkSecond(Function<List<Tensor>, Tensor> function, List<HostTensor> operands) {
        check(tensors -> {
            List<Tensor> gradients = weighted(function.apply(tensors), 0).gradients(floating(tensors));
            Tensor sum = weighted(gradients.getFirst(), 1);
            for (int i = 1; i < gradients.size(); i++) {
                sum = sum.plus(weighted(gradients.get(i), 1 + i));
            }
            return sum;
        }, operands);
    }

    /**
     * Checks a derivative that was worked out elsewhere; of many elements, some.
     *
     * @param what by what was derived, for the message
     * @param derivatives for each element of {@code at}
     * @param function what was derived
     * @param at where
     */
    public static void compare(String what, double[] derivatives, ToDoubleFunction<double[]> function, double[] at) {
        List<String> faults = new ArrayList<>();
        int stride = Math.ceilDiv(at.length, MOST_ELEMENTS);
        for (int i = 0; i < at.length; i += stride) {
            double analytic = derivatives[i];
            double numeric = difference(function, at, i);
            double bound = TOLERANCE * Math.max(1, Math.max(Math.abs(analytic), Math.abs(numeric)));
            if (!(Math.abs(analytic - numeric) <= bound)) {
                faults.add("element %d at %s: derivative %s, central difference %s".formatted(i, at[i], analytic,
                        numeric));
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the derivative by " + what + " differs in " + faults.size() + " elements; "
                    + String.join("; ", faults.subList(0, Math.min(MOST_REPORTED, faults.size()))));
        }
    }

    /** A scalar in which every element counts differently: {@code Σ w·x} with random w. */
    public static Tensor weighted(Tensor x, long number) {
        ThreefryRandom random = ThreefryRandom.of(number, "weights of an objective");
        List<Double> weights = DoubleStream.generate(() -> random.uniform(-1, 1)).limit(x.shape().elements()).boxed()
                .toList();
        return x.rank() == 0 ? x.times(weights.getFirst()) : x.times(x.constant(x.type(), weights)).sum();
    }

    private static double difference(ToDoubleFunction<double[]> function, double[] at, int element) {
        double[] moved = at.clone();
        double step = STEP * Math.max(1, Math.abs(at[element]));
        moved[element] = at[element] + step;
        double above = function.applyAsDouble(moved);
        double width = moved[element];
        moved[element] = at[element] - step;
        return (above - function.applyAsDouble(moved)) / (width - moved[element]);
    }

    private static List<Tensor> floating(List<Tensor> tensors) {
        return tensors.stream().filter(tensor -> tensor.dtype().isFloating()).toList();
    }

    private static HostTensor wide(HostTensor tensor) {
        return tensor.type().dtype() != DType.F32 ? tensor
                : HostTensor.of(tensor.type().with(DType.F64), tensor.toDoubles());
    }
}
