package org.fascicle.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the system knows about this process, from {@code /proc}; less where there is no such thing. */
final class OwnProcess {
    private static final double TICKS_PER_SECOND = 100;
    /** In {@code /proc/self/stat}, behind the name of the program: when it began, in ticks since the system did. */
    private static final int BEGUN = 19;
    private static final int KIB = 1024;

    private OwnProcess() {
    }

    /**
     * Memory of a machine that a process holds.
     *
     * @param bytes now
     * @param most at the highest, so far
     */
    record Resident(long bytes, long most) {
    }

    /** What is resident; empty where nothing tells. */
    static Optional<Resident> resident() {
        try {
            String status = Files.readString(Path.of("/proc/self/status"));
            return Optional.of(new Resident(bytes(status, "VmRSS:"), bytes(status, "VmHWM:")));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException elsewhere) {
            return Optional.empty();
        }
    }

    private static long bytes(String status, String name) {
        return KIB * Long.parseLong(status.split(name, 2)[1].strip().split("\\s+", 2)[0]);
    }

    /**
     * Seconds since this process began, the script before the JVM included, for that becomes the JVM; elsewhere since
     * the JVM began.
     */
    static double seconds() {
        try {
            String text = Files.readString(Path.of("/proc/self/stat"));
            double begun = Double.parseDouble(text.substring(text.lastIndexOf(')') + 2).split(" ")[BEGUN]);
            return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0])
                    - begun / TICKS_PER_SECOND;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException elsewhere) {
            return ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3;
        }
    }
}
