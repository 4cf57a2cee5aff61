package org.fascicle.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.fascicle.compiler.step.Profile;

/**
 * For people: a few lines for the case, and one for each rival.
 *
 * @param out where to
 */
record ReportLines(PrintStream out) implements Report {
    private static final double MIB = 1 << 20;
    /** Operations that are told of a profile. */
    private static final int LONGEST = 24;

    @Override
    public void tell(Measurement measurement) {
        Windows windows = measurement.windows();
        Work work = measurement.work();
        out.println(line(measurement.name(), windows, work));
        StringBuilder machine = new StringBuilder(text("  %.1f GFLOP/s", measurement.gigaflops()));
        measurement.share().ifPresent(share -> machine.append(text(", %.1f %% of %.0f", 100 * share,
                measurement.peak().getAsDouble())));
        machine.append(text("; %s/step, %.1f GB/s; ", size(work.bytes()), measurement.gigabytes()));
        machine.append(text("%,.0f B/step allocated", measurement.garbage().ofStep()));
        measurement.extra().garbage().ifPresent(garbage -> machine.append(text(", %,d B in %,d steps",
                garbage.bytes(), garbage.steps())));
        out.println(machine);
        StringBuilder process = new StringBuilder(text("  begun at %.2f s, first step done at %.2f s",
                measurement.start().at(), measurement.start().firstStep()));
        measurement.start().nearly(windows.median())
                .ifPresent(nearly -> process.append(text(", 90 %% reached at %.1f s", nearly)));
        measurement.resident().ifPresent(resident -> process.append(text("; %.0f MiB resident, %.0f at most",
                resident.bytes() / MIB, resident.most() / MIB)));
        out.println(process);
        measurement.extra().beside().ifPresent(busy -> out.println(line("  beside a busy process", busy, work)
                + text("  %5.1f %% of the speed", 100 * measurement.shareBeside().getAsDouble())));
        rivals(measurement.rivals(), windows, work);
        rivals(measurement.extra().forced(), windows, work);
        measurement.extra().profile().ifPresent(this::profile);
        out.flush();
    }

    private void profile(Profile profile) {
        out.println("  ms/step   share  GFLOP/s  calls/step  operation, layer");
        profile.rows().stream().limit(LONGEST).forEach(row -> out.println(text("%9.3f %5.1f %% %8.1f %11d  %s, %s",
                row.nanoseconds() * 1e-6 / profile.steps(),
                100.0 * row.nanoseconds() / profile.stepNanoseconds(), row.flops() / row.nanoseconds(),
                row.calls() / profile.steps(), row.key().operation(), row.key().layer())));
    }

    private void rivals(Map<String, Windows> rivals, Windows windows, Work work) {
        rivals.forEach((name, rival) -> out.println(line("  " + name, rival, work)
                + text("  %5.2f times as long", rival.median() / windows.median())));
    }

    private static String line(String name, Windows windows, Work work) {
        return text("%-58s %10.1f us (%.1f to %.1f)", name, windows.median() * 1e6, windows.least() * 1e6,
                windows.most() * 1e6) + rate(work.units() / windows.median(), work.unit()) + quiet(windows);
    }

    private static String rate(double rate, String unit) {
        return rate >= 1e9 ? text("  %6.2f G %s/s", rate * 1e-9, unit) : text("  %,9.0f %s/s", rate, unit);
    }

    private static String size(double bytes) {
        return bytes >= 1e6 ? text("%.1f MB", bytes * 1e-6) : text("%.1f kB", bytes * 1e-3);
    }

    private static String quiet(Windows windows) {
        int quiet = windows.quiet();
        return quiet == windows.all().size() ? ""
                : quiet == 0 ? "  (others at work in all " + windows.all().size() + " windows)"
                : "  (" + quiet + " of " + windows.all().size() + " windows quiet)";
    }

    @Override
    public void tell(Losses losses) {
        out.println(text("%-20s batch %3d, losses differ by %.1e at most: %s", losses.name(), losses.batch(),
                losses.difference(), losses.agree() ? "the same" : "NOT the same within " + Losses.TOLERANCE));
        if (!losses.agree()) {
            out.println("  losses   " + losses.losses() + "\n  expected " + losses.expected());
        }
        out.flush();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
