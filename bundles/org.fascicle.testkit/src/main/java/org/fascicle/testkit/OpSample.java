package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/**
 * An operation on operands of certain shapes and values.
 *
 * @param operands the values
 * @param expression the operation as a user writes it
 * @param expected what it gives, worked out without it, from the values of the operands
 */
public record OpSample(List<HostTensor> operands, Function<List<Tensor>, Tensor> expression,
        Function<List<double[]>, double[]> expected) {
    public OpSample {
        operands = List.copyOf(operands);
    }

    /** The graph, with inputs {@code x0, x1, …} and the output {@code y0}. */
    public Graph graph() {
        return Trace.of(operands.stream().map(HostTensor::type).toList(),
                tensors -> List.of(expression.apply(tensors)));
    }

    /** The operands by the names of the graph's inputs. */
    public Map<String, HostTensor> inputs() {
        return named(operands);
    }

    /** The absolute values of the operands by the names of the graph's inputs. */
    public Map<String, HostTensor> absoluteInputs() {
        List<HostTensor> absolutes = new ArrayList<>();
        for (HostTensor operand : operands) {
            double[] values = operand.toDoubles();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
            absolutes.add(HostTensor.of(operand.type(), values));
        }
        return named(absolutes);
    }

    /** The numbers to be expected. */
    public double[] expectedValues() {
        return expected.apply(operands.stream().map(HostTensor::toDoubles).toList());
    }

    private static Map<String, HostTensor> named(List<HostTensor> tensors) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        for (HostTensor tensor : tensors) {
            named.put("x" + named.size(), tensor);
        }
        return named;
    }
}
