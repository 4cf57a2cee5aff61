package org.fascicle.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fascicle.compiler.step.Profile;

/**
 * For programs: one object a line.
 *
 * @param out where to
 * @param mapper writes it
 */
record ReportObjects(PrintStream out, JsonMapper mapper) implements Report {
    @Override
    public void tell(Measurement measurement) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("case", measurement.name());
        object.putAll(times(measurement.windows()));
        object.put("unit", measurement.work().unit());
        object.put("rate", measurement.rate());
        object.put("gflops", measurement.gigaflops());
        put(object, "peak", measurement.peak());
        put(object, "share", measurement.share());
        object.put("bytes", measurement.work().bytes());
        object.put("gigabytes", measurement.gigabytes());
        object.put("allocated", measurement.garbage().ofStep());
        object.put("allocatedInSteps", measurement.extra().garbage().orElse(null));
        object.put("begun", measurement.start().at());
        object.put("firstStep", measurement.start().firstStep());
        put(object, "nearlyFullSpeed", measurement.start().nearly(measurement.windows().median()));
        object.put("resident", measurement.resident().orElse(null));
        object.put("beside", measurement.extra().beside().map(ReportObjects::times).orElse(null));
        put(object, "shareBeside", measurement.shareBeside());
        object.put("rivals", times(measurement.rivals()));
        object.put("forced", times(measurement.extra().forced()));
        put(object, "ratio", measurement.ratio());
        object.put("profile", measurement.extra().profile().map(ReportObjects::rows).orElse(null));
        write(object);
    }

    @Override
    public void tell(Losses losses) {
        write(mapper.convertValue(losses, ObjectNode.class).put("difference", losses.difference())
                .put("agree", losses.agree()));
    }

    private void write(Object object) {
        try {
            out.println(mapper.writeValueAsString(object));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("every object of these can be written", impossible);
        }
        out.flush();
    }

    private static Map<String, Object> times(Map<String, Windows> rivals) {
        Map<String, Object> all = new LinkedHashMap<>();
        rivals.forEach((name, rival) -> all.put(name, times(rival)));
        return all;
    }

    private static Map<String, Object> times(Windows windows) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("seconds", windows.median());
        object.put("least", windows.least());
        object.put("most", windows.most());
        object.put("windows", windows.all().size());
        object.put("quiet", windows.quiet());
        return object;
    }

    private static List<Map<String, Object>> rows(Profile profile) {
        return profile.rows().stream().map(row -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("operation", row.key().operation());
            object.put("layer", row.key().layer());
            object.put("calls", row.calls() / profile.steps());
            object.put("seconds", row.nanoseconds() * 1e-9 / profile.steps());
            object.put("flops", row.flops() / profile.steps());
            return object;
        }).toList();
    }

    private static void put(Map<String, Object> object, String name, OptionalDouble value) {
        object.put(name, value.isPresent() ? value.getAsDouble() : null);
    }
}
