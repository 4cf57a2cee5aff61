package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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

    /** Where a file is written until it is whole. */
    public static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Writes a file; what was there before stays until the new content lies on the disk. */
    public static void write(Path file, Content content) throws IOException {
        write(file, Optional.empty(), content);
    }

    /** Writes a file; what was there before stays, under another name from when the new content lies on the disk. */
    public static void write(Path file, Path before, Content content) throws IOException {
        write(file, Optional.of(before), content);
    }

    private static void write(Path file, Optional<Path> before, Content content) throws IOException {
        Path aside = aside(file);
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                content.writeTo(channel);
                channel.force(true);
            }
            if (before.isPresent() && Files.exists(file)) {
                move(file, before.get());
            }
            move(aside, file);
        } catch (IOException | RuntimeException | Error failure) {
            Files.deleteIfExists(aside);
            throw failure;
        }
    }

    private static void move(Path aside, Path file) throws IOException {
        try {
            // Where atomic moves alone refuse to replace, the second option has them do it; elsewhere it is ignored.
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException coarse) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
