package org.fascicle.bench;

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
    private final Rivals rivals;
    private OptionalDouble peak = OptionalDouble.empty();

    /**
     * A bench.
     *
     * @param rivals what is measured in turn with each case
     */
    Bench(Tools tools, int threads, Plan plan, Rivals rivals) {
        this.tools = tools;
        this.threads = threads;
        this.plan = plan;
        this.rivals = rivals;
    }

    /** Measures a case, in turn with its rivals where there are any. */
    Measurement measure(String name, Case measured) {
        double begun = OwnProcess.seconds();
        long begin = System.nanoTime();
        try (CaseProgram program = new CaseProgram(measured, tools.backend(), tools.device(), threads)) {
            CaseSteps steps = new CaseSteps(program);
            Start start = new Start(begun, WarmUp.of(steps, begin, plan.warmUp()));
            Map<String, Timed> subjects = new LinkedHashMap<>();
            subjects.put(OURS, steps);
            subjects.putAll(rivals.variants(name));
            raisePeak();
            steps.reset();
            Map<String, Windows> results = plan.alternate(subjects, others(List.of()));
            raisePeak();
            Garbage garbage = steps.garbage();
            Windows ours = results.remove(OURS);
            Map<String, Windows> forced = rivals.takeForced(results);
            return new Measurement(name, new Work(measured.unit(), measured.unitsOfStep(), program.flops(),
                    program.bytes()), peak, ours, start, garbage, new Measurement.Extra(plan.counted(steps),
                    beside(steps), forced, plan.profile(name, program)), OwnProcess.resident(), results);
        }
    }

    private Optional<Windows> beside(CaseSteps steps) {
        if (plan.beside() == 0) {
            return Optional.empty();
        }
        try (Busy busy = new Busy(plan.beside())) {
            return Optional.of(plan.alternate(Map.of(OURS, steps), others(busy.processes())).get(OURS));
        }
    }

    /** All work but that of this bench. */
    private OtherWork others(List<Long> started) {
        List<Long> own = new ArrayList<>(started);
        own.add(ProcessHandle.current().pid());
        own.addAll(rivals.processes());
        return new OtherWork(own);
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
