package org.fascicle.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fascicle.workbench.Tools;

/** Measures cases on one backend, one after the other, and remembers the highest peak that it has seen. */
final class Bench {
    private static final String OURS = "ours";
    private final Tools tools;
    private final int threads;
    private final Plan plan;
    private final Optional<Rival> rival;
    private final OtherWork others;
    private OptionalDouble peak = OptionalDouble.empty();

    Bench(Tools tools, int threads, Plan plan, Optional<Rival> rival) {
        this.tools = tools;
        this.threads = threads;
        this.plan = plan;
        this.rival = rival;
        List<Long> own = new ArrayList<>(List.of(ProcessHandle.current().pid()));
        rival.ifPresent(other -> own.add(other.process()));
        this.others = new OtherWork(own);
    }

    /** Measures a case, in turn with its rivals where there are any. */
    Measurement measure(String name, Case measured) {
        double begun = ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3;
        long begin = System.nanoTime();
        try (CaseProgram program = new CaseProgram(measured, tools.backend(), tools.device(), threads)) {
            CaseSteps steps = new CaseSteps(program);
            WarmUp warmUp = WarmUp.of(steps, begin, plan.warmUp());
            Map<String, Timed> subjects = new LinkedHashMap<>();
            subjects.put(OURS, steps);
            rival.ifPresent(other -> subjects.putAll(other.variants(name)));
            raisePeak();
            steps.reset();
            Map<String, Windows> results = plan.alternate(subjects, others);
            raisePeak();
            Windows ours = results.remove(OURS);
            return new Measurement(name, measured.unit(), measured.unitsOfStep(), program.flops(), peak, ours, begun,
                    warmUp, steps.allocatedByStep(), results);
        }
    }

    /** Another process may have held the peak down when it was measured before. */
    private void raisePeak() {
        try {
            peak = OptionalDouble.of(Math.max(peak.orElse(0), FmaPeak.gigaflops(threads)));
        } catch (LinkageError withoutVectors) {
            peak = OptionalDouble.empty();
        }
    }

    @Override
    public String toString() {
        return tools.name() + " on " + tools.device().description() + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }
}
