package org.fascicle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Processor time that other processes take, from {@code /proc}; unknown where there is no such thing. Time that a
 * virtual machine's host keeps for itself counts as theirs.
 *
 * @param own the numbers of the processes that are not others
 */
record OtherWork(List<Long> own) {
    private static final double TICKS_PER_SECOND = 100;
    /** In {@code /proc/stat}, behind the name: user, nice, system, then idle and waiting, then interrupts and steal. */
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};
    /** In {@code /proc/N/stat}, behind the name of the program: user, system. */
    private static final int[] SPENT = {11, 12};

    /** Seconds so far, of all processors together. */
    OptionalDouble seconds() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] machine = lines.findFirst().orElse("").split("\\s+");
            double ticks = sum(machine, BUSY);
            for (long process : own) {
                String text = Files.readString(Path.of("/proc/" + process + "/stat"));
                ticks -= sum(text.substring(text.lastIndexOf(')') + 2).split(" "), SPENT);
            }
            return OptionalDouble.of(ticks / TICKS_PER_SECOND);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException elsewhere) {
            return OptionalDouble.empty();
        }
    }

    private static double sum(String[] words, int[] places) {
        return IntStream.of(places).mapToDouble(place -> Double.parseDouble(words[place])).sum();
    }
}
