package org.fascicle.bench;

import java.util.Optional;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Option;

/** What the command line says about how things are timed. */
final class PlanOptions {
    private static final int MOST_THREADS = 1024;

    @Option(names = "--threads", paramLabel = "N", description = "Threads; all processors by default.")
    private Integer threads;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "9", description = "Windows to take; 9 by default.")
    private int windows;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "0.3",
            description = "Length of a window; 0.3 by default.")
    private double seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "20",
            description = "The most seconds to wait until a program gets no faster; 20 by default.")
    private double warmUp;

    @Option(names = "--patience", paramLabel = "S", defaultValue = "30", description = "Seconds after which windows "
            + "in which other processes were at work have to do; 30 by default.")
    private double patience;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "0",
            description = "Behind the windows, tell what so many steps in a row allocate.")
    private long steps;

    @Option(names = "--beside", paramLabel = "N", defaultValue = "0", description = "Behind the windows, take as many "
            + "again while so many other processes, started for this, do nothing with all their might.")
    private int beside;

    @Option(names = "--profile", paramLabel = "N", defaultValue = "0", description = "Behind all that, measure each "
            + "operation in so many steps, and tell what took most.")
    private int profiled;

    /** How many threads. */
    int threads() {
        return Optional.ofNullable(threads).orElse(Runtime.getRuntime().availableProcessors());
    }

    /** The plan, if it is one and there can be so many threads. */
    Plan plan() throws WorkbenchException {
        if (windows < 1 || !(seconds >= 0) || !(warmUp >= 0) || !(patience >= 0) || steps < 0 || profiled < 0
                || beside < 0 || beside > MOST_THREADS || threads() < 1 || threads() > MOST_THREADS) {
            throw WorkbenchException.wrong("these cannot be: --threads " + threads() + ", --windows " + windows
                    + ", --seconds " + seconds + ", --warm-up " + warmUp + ", --patience " + patience + ", --steps "
                    + steps + ", --beside " + beside + ", --profile " + profiled, "threads are 1 to " + MOST_THREADS
                    + ", busy processes not more, windows 1 or more, and nothing is below 0");
        }
        return new Plan(windows, seconds, warmUp, patience, steps, beside, profiled);
    }
}
