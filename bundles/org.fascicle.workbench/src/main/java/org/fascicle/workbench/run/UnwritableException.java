package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** A file that cannot be written: which, why, and how much space there is. */
final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean full;

    private UnwritableException(String message, boolean full, IOException cause) {
        super(message, cause);
        this.full = full;
    }

    /** What is to be said of a file that could not be written. */
    static UnwritableException of(Path file, IOException cause) {
        if (cause instanceof UnwritableException told) {
            return told;
        }
        OptionalLong free = free(file);
        boolean full = isFull(cause);
        String why = full ? "the disk is full" : reason(cause);
        return new UnwritableException(file + " cannot be written: " + why + free.stream().mapToObj(bytes -> " ("
                + size(bytes) + " are free there)").findFirst().orElse(""), full, cause);
    }

    /** What to do. */
    String remedy() {
        return full ? "make space there, or name another place" : "make it writable, or name another place";
    }

    /** Whether space is what it lacks. */
    boolean isFull() {
        return full;
    }

    private static String reason(IOException cause) {
        return cause.getClass() == IOException.class ? cause.getMessage() : cause.toString();
    }

    /** Systems tell it in words alone: those of POSIX, of Windows, and of quotas. */
    private static boolean isFull(IOException cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("not enough space") || words.contains("out of disk")
                || words.contains("quota exceeded");
    }

    private static OptionalLong free(Path file) {
        try {
            Path there = file.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return OptionalLong.of(Files.getFileStore(there).getUsableSpace());
        } catch (IOException | UnsupportedOperationException unknown) {
            return OptionalLong.empty();
        }
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? bytes / 1024 + " KiB" : (bytes >> 20) + " MiB";
    }
}
