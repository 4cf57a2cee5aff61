package org.fascicle.compiler.step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Session;
import org.fascicle.graph.HostTensor;
import org.fascicle.nn.Metric;

/** The sums of the figures of training, or of evaluation, on the device. */
final class FigureSums {
    private final Session session;
    private final Map<String, Buffer> sums = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Double> parts = new LinkedHashMap<>();
    private boolean read;

    FigureSums(Session session) {
        this.session = session;
    }

    Buffer buffer(Variable variable) {
        variables.putIfAbsent(variable.key(), variable);
        return sums.computeIfAbsent(variable.key(), key -> session.allocate(variable.type()));
    }

    /** A batch is about to be added: sums that were read start at zero again. */
    void open() {
        if (read) {
            sums.values().forEach(buffer -> buffer.write(HostTensor.zeros(buffer.type())));
            read = false;
        }
    }

    /** The figures, from sums that stay as they are until the next batch is added. */
    Map<String, Double> read(Task task) {
        open();
        Map<String, Metric> figures = Figures.of(task, 1);
        Map<String, Double> values = new LinkedHashMap<>();
        parts.clear();
        sums.forEach((key, buffer) -> {
            String figure = variables.get(key).path();
            double[] sum = buffer.read().toDoubles();
            values.put(figure, figures.get(figure).value(sum));
            figures.get(figure).parts(sum).forEach((part, value) -> parts.put(figure + "." + part, value));
        });
        read = true;
        return values;
    }

    /** The parts of the figures that were read last, named {@code figure.part}. */
    Map<String, Double> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** A copy of the sums, by the keys of their variables. */
    Map<String, HostTensor> snapshot() {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        sums.forEach((key, buffer) -> values.put(key, buffer.read()));
        return values;
    }

    /** Goes back to a snapshot of all sums; to zero where it is empty. */
    void restore(Map<String, HostTensor> values) {
        read = values.isEmpty();
        if (!read) {
            Store.requireSame(variables.values(), values);
            sums.forEach((key, buffer) -> buffer.write(values.get(key)));
        } else {
            open();
        }
    }
}
