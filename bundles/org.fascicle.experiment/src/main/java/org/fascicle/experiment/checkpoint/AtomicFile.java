package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.osgi.annotation.versioning.ConsumerType;

/** A file that is there whole or not at all: it is written aside and moved into place. */
public final class AtomicFile {
    private AtomicFile() {
    }

    /** What writes the content. */
    @ConsumerType
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes a file; what was there before stays until the new content lies on the disk. */
    public static void write(Path file, Content content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                content.writeTo(channel);
                channel.force(true);
            }
            move(aside, file);
        } catch (IOException | RuntimeException | Error failure) {
            Files.deleteIfExists(aside);
            throw failure;
        }
    }

    private static void move(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException coarse) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
