package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.HostTensor;
import org.fascicle.tensor.Tensor;

/**
 * A target that is an expression over tensors: its results are compared with {@code output.*}, and the derivatives of
 * {@code Σ output · grad_output} with {@code grad_input.*} and {@code grad_param.*}. Results named {@code after.*} are
 * buffers behind the step.
 *
 * @param function from the arguments to the results by PyTorch's names
 * @param relative how far numbers may be from PyTorch's, as a share of them
 */
record Expression(Function<Given, Map<String, Tensor>> function, double relative) implements Check {
    Expression(Function<Given, Map<String, Tensor>> function) {
        this(function, Case.RELATIVE);
    }

    /** An expression with the one result {@code y}. */
    static Check of(Function<Given, Tensor> function) {
        return new Expression(given -> Map.of("y", function.apply(given)));
    }

    /** A function of the one argument {@code input} without options. */
    static Check unary(Function<Tensor, Tensor> function) {
        return of(given -> function.apply(given.input("input")));
    }

    @Override
    public List<String> differences(Case source) {
        Emitter emitter = new Emitter();
        Map<String, Tensor> arguments = new LinkedHashMap<>();
        Map<String, HostTensor> values = new LinkedHashMap<>();
        source.tensors().forEach((key, value) -> {
            if (key.startsWith("input.") || key.startsWith("param.") || key.startsWith("before.")) {
                arguments.put(key, new Tensor(emitter.input(key, value.type()), emitter));
                values.put(key, value);
            }
        });
        Given given = new Given(source, arguments);
        Map<String, Tensor> results = function.apply(given);
        given.requireAllRead();
        Map<String, Tensor> computed = new LinkedHashMap<>();
        source.group("output.").keySet().forEach(name -> computed.put("output." + name, result(results, name)));
        results.keySet().stream().filter(name -> name.startsWith("after."))
                .forEach(name -> computed.put(name, results.get(name)));
        computed.putAll(derivatives(source, arguments, results));
        computed.forEach((name, tensor) -> emitter.output(name, tensor.node()));
        List<String> faults = new ArrayList<>();
        Map<String, HostTensor> actual = Interpreter.run(emitter.graph().verify(), values);
        actual.forEach((name, tensor) -> {
            HostTensor expected = source.tensor(name);
            if (!expected.type().shape().equals(tensor.type().shape())) {
                faults.add(name + " has the shape " + tensor.type().shape() + ", not " + expected.type().shape());
            } else {
                faults.addAll(Case.differences(name, expected, tensor.toDoubles(), relative));
            }
        });
        return faults;
    }

    private static Map<String, Tensor> derivatives(Case source, Map<String, Tensor> arguments,
            Map<String, Tensor> results) {
        Map<String, Tensor> by = new LinkedHashMap<>();
        for (String kind : List.of("input.", "param.")) {
            source.group("grad_" + kind).keySet()
                    .forEach(name -> by.put("grad_" + kind + name, arguments.get(kind + name)));
        }
        Map<String, Tensor> derivatives = new LinkedHashMap<>();
        if (!by.isEmpty()) {
            List<Tensor> gradients = objective(source, results).gradients(List.copyOf(by.values()));
            by.keySet().forEach(name -> derivatives.put(name, gradients.get(derivatives.size())));
        }
        return derivatives;
    }

    private static Tensor objective(Case source, Map<String, Tensor> results) {
        List<Tensor> parts = new ArrayList<>();
        source.group("grad_output.").forEach((name, cotangent) -> {
            Tensor result = result(results, name);
            List<Double> weights = new ArrayList<>();
            for (double weight : cotangent.toDoubles()) {
                weights.add(weight);
            }
            parts.add(result.times(result.constant(cotangent.type(), weights)).sum());
        });
        return parts.stream().reduce(Tensor::plus).orElseThrow(() -> new NotCovered("no objective"));
    }

    private static Tensor result(Map<String, Tensor> results, String name) {
        Tensor result = results.get(name);
        if (result == null) {
            throw new NotCovered("result " + name);
        }
        return result;
    }
}
