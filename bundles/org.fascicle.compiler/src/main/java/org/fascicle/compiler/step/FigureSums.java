package org.fascicle.compiler.step;

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

    FigureSums(Session session) {
        this.session = session;
    }

    Buffer buffer(Variable variable) {
        return sums.computeIfAbsent(variable.path(), path -> session.allocate(variable.type()));
    }

    /** The figures, from sums that start at zero again. */
    Map<String, Double> read(Task task) {
        Map<String, Metric> figures = Figures.of(task, 1);
        Map<String, Double> values = new LinkedHashMap<>();
        sums.forEach((path, buffer) -> {
            values.put(path, figures.get(path).value(buffer.read().toDoubles()));
            buffer.write(HostTensor.zeros(buffer.type()));
        });
        return values;
    }
}
