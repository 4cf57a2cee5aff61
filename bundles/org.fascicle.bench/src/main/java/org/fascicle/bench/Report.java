package org.fascicle.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How measurements are told. */
sealed interface Report {
    /** One case. */
    void tell(Measurement measurement);

    /**
     * For people: a line for the case and one for each rival.
     *
     * @param out where to
     */
    record Lines(PrintStream out) implements Report {
        @Override
        public void tell(Measurement measurement) {
            Windows windows = measurement.windows();
            StringBuilder line = new StringBuilder(times(measurement.name(), windows));
            line.append(rate(measurement.rate(), measurement.unit()));
            line.append(String.format(Locale.ROOT, "  %6.1f GFLOP/s", measurement.gigaflops()));
            measurement.share().ifPresent(share -> line.append(String.format(Locale.ROOT, "  %4.1f %% of %.0f",
                    100 * share, measurement.peak().getAsDouble())));
            line.append(String.format(Locale.ROOT, "  %.0f B/step", measurement.allocated()));
            line.append(String.format(Locale.ROOT, "  begun at %.1f s, first step %.2f s", measurement.begun(),
                    measurement.warmUp().firstStep()));
            measurement.warmUp().untilNearly(windows.median())
                    .ifPresent(nearly -> line.append(String.format(Locale.ROOT, ", 90 %% in %.1f s", nearly)));
            out.println(line.append(quiet(windows)));
            measurement.rivals().forEach((name, rival) -> out.println(times("  " + name, rival)
                    + rate(measurement.units() / rival.median(), measurement.unit())
                    + String.format(Locale.ROOT, "  %5.2f times as long", rival.median() / windows.median())
                    + quiet(rival)));
            out.flush();
        }

        private static String times(String name, Windows windows) {
            return String.format(Locale.ROOT, "%-48s %10.1f us (%.1f to %.1f)", name, windows.median() * 1e6,
                    windows.least() * 1e6, windows.most() * 1e6);
        }

        private static String rate(double rate, String unit) {
            return rate >= 1e9 ? String.format(Locale.ROOT, "  %6.2f G %s/s", rate * 1e-9, unit)
                    : String.format(Locale.ROOT, "  %,9.0f %s/s", rate, unit);
        }

        private static String quiet(Windows windows) {
            int quiet = windows.quiet();
            return quiet == windows.all().size() ? ""
                    : quiet == 0 ? "  others were at work in all " + windows.all().size() + " windows"
                    : "  " + quiet + " of " + windows.all().size() + " windows quiet";
        }
    }

    /**
     * For programs: one object a line.
     *
     * @param out where to
     * @param mapper writes it
     */
    record Objects(PrintStream out, JsonMapper mapper) implements Report {
        @Override
        public void tell(Measurement measurement) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("case", measurement.name());
            object.putAll(times(measurement.windows()));
            object.put("unit", measurement.unit());
            object.put("rate", measurement.rate());
            object.put("gflops", measurement.gigaflops());
            put(object, "peak", measurement.peak());
            put(object, "share", measurement.share());
            object.put("allocated", measurement.allocated());
            object.put("begun", measurement.begun());
            object.put("firstStep", measurement.warmUp().firstStep());
            put(object, "nearlyFullSpeed", measurement.warmUp().untilNearly(measurement.windows().median()));
            Map<String, Object> rivals = new LinkedHashMap<>();
            measurement.rivals().forEach((name, rival) -> rivals.put(name, times(rival)));
            object.put("rivals", rivals);
            put(object, "ratio", measurement.ratio());
            try {
                out.println(mapper.writeValueAsString(object));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("every object of these can be written", impossible);
            }
            out.flush();
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

        private static void put(Map<String, Object> object, String name, OptionalDouble value) {
            object.put(name, value.isPresent() ? value.getAsDouble() : null);
        }
    }
}
