package org.fascicle.shell.display;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.fascicle.experiment.run.RunProfile;

/** Where the time of a run went, for people: the counters, and the operations that took most. */
final class ProfileTable {
    private static final int LONGEST = 20;
    private final RunProfile profile;

    ProfileTable(RunProfile profile) {
        this.profile = profile;
    }

    void print(PrintStream out) {
        RunProfile.Programs programs = profile.programs();
        RunProfile.Times times = profile.times();
        double made = times.trace() + times.compile() + times.bind();
        out.printf(Locale.ROOT, "profile of %.2f s: steps %.2f s, making programs %.2f s, waiting for data %.2f s, "
                + "handing it to the device %.2f s, the rest %.2f s%n", profile.seconds(), times.steps(), made,
                times.data(), times.feed(), profile.seconds() - times.steps() - made - times.data() - times.feed());
        out.printf(Locale.ROOT, "programs: %d traced, %d compiled, found in %d of %d steps; %d nodes became %d; "
                + "trace %.1f ms, compile %.1f ms, bind %.1f ms%n", programs.traced(), programs.compiled(),
                programs.found(), times.count(), programs.tracedNodes(), programs.loweredNodes(), 1e3 * times.trace(),
                1e3 * times.compile(), 1e3 * times.bind());
        out.printf(Locale.ROOT, "kernels: %d, made with %d pieces of code%n", profile.kernels().made(),
                profile.kernels().code());
        Table table = new Table().row("phase", "layer", "operation", "    calls", "       ms", "  share",
                "GFLOP/s");
        List<RunProfile.Row> rows = profile.rows();
        // the last one is what no kernel took
        List<RunProfile.Row> kernels = rows.subList(0, rows.size() - 1);
        kernels.stream().limit(LONGEST).forEach(row -> add(table, row));
        if (kernels.size() > LONGEST) {
            List<RunProfile.Row> others = kernels.subList(LONGEST, kernels.size());
            add(table, new RunProfile.Row("", "", others.size() + " more", others.stream()
                    .mapToLong(RunProfile.Row::calls).sum(), others.stream().mapToDouble(RunProfile.Row::milliseconds)
                    .sum(), others.stream().mapToDouble(RunProfile.Row::share).sum(), 0));
        }
        add(table, rows.getLast());
        table.print(out);
    }

    private static void add(Table table, RunProfile.Row row) {
        table.row(row.phase(), row.layer(), row.operation(), String.format(Locale.ROOT, "%,9d", row.calls()),
                right("%9.1f", row.milliseconds()), right("%5.1f %%", 100 * row.share()),
                row.gigaflops() > 0 ? right("%7.2f", row.gigaflops()) : "");
    }

    private static String right(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
