package org.fascicle.shell.command;

import java.util.List;
import picocli.CommandLine.Option;

/** How many runs there are to be, where there may be several. */
final class SeedsOption {
    @Option(names = "--seeds", paramLabel = "N", description = "Number of runs, with seeds that count up; tells mean "
            + "and 95 %% interval.")
    private Integer seeds;

    /** What it changes in the experiment. */
    List<String> changes() {
        return seeds == null ? List.of() : List.of("seeds=" + seeds);
    }
}
