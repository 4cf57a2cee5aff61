package org.fascicle.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fascicle.compiler.step.Profile;

/**
 * How things are timed that are to be compared: in windows, one of each in turn, so that what changes about the machine
 * changes for all. A window in which others took the processor is taken again, within a bound.
 *
 * @param windows quiet windows wanted of each
 * @param seconds length of a window
 * @param warmUp most seconds before the first window
 * @param patience seconds after which windows that were not quiet have to do
 * @param steps how many steps to watch for what they allocate; none where this is 0
 * @param beside how many busy processes to measure beside as well
 * @param profiled how many steps to measure operation by operation; none where this is 0
 */
record Plan(int windows, double seconds, double warmUp, double patience, long steps, int beside,
        int profiled) {
    /** Others may take this much of a window, in seconds, … */
    private static final double BLUR = 0.03;
    /** … and this share of it: the clock of the system moves in hundredths, and there is always something. */
    private static final double SHARE = 0.04;

    /** Times several things in turn; ends early, with what there is, when the thread is interrupted. */
    Map<String, Windows> alternate(Map<String, Timed> subjects, OtherWork others) {
        Map<String, List<Windows.Window>> taken = new LinkedHashMap<>();
        subjects.keySet().forEach(name -> taken.put(name, new ArrayList<>()));
        long start = System.nanoTime();
        for (int round = 0; wantsMore(round, taken, (System.nanoTime() - start) * 1e-9); round++) {
            subjects.forEach((name, subject) -> taken.get(name).add(window(subject, others)));
        }
        Map<String, Windows> results = new LinkedHashMap<>();
        taken.forEach((name, windows) -> results.put(name, new Windows(windows)));
        return results;
    }

    /** What a number of steps allocates, where it is wanted. */
    Optional<Garbage> counted(CaseSteps subject) {
        return steps == 0 ? Optional.empty() : Optional.of(subject.steps(steps));
    }

    /** Where the time of some steps goes, where it is wanted. */
    Optional<Profile> profile(String name, CaseProgram program) {
        Profile profile = new Profile();
        for (int i = 0; i < profiled && !Thread.currentThread().isInterrupted(); i++) {
            program.run(name, profile);
        }
        return profile.steps() == 0 ? Optional.empty() : Optional.of(profile);
    }

    private boolean wantsMore(int round, Map<String, List<Windows.Window>> taken, double passed) {
        boolean enough = taken.values().stream()
                .allMatch(list -> list.stream().filter(Windows.Window::quiet).count() >= windows);
        boolean bounded = round >= windows && passed > patience;
        return round == 0 || !enough && !bounded && !Thread.currentThread().isInterrupted();
    }

    private Windows.Window window(Timed subject, OtherWork others) {
        OptionalDouble before = others.seconds();
        long start = System.nanoTime();
        double each = subject.window(seconds);
        double passed = (System.nanoTime() - start) * 1e-9;
        OptionalDouble after = others.seconds();
        double foreign = before.isPresent() && after.isPresent() ? after.getAsDouble() - before.getAsDouble() : 0;
        return new Windows.Window(each, foreign <= BLUR + SHARE * passed);
    }
}
