package org.fascicle.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The framework's storage: a folder of this process alone, gone when the process is. A lock on the file beside the
 * folder says that its owner lives; folders of dead owners are swept when the next process starts.
 */
final class BundleCache implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Path lockFile;
    private final FileChannel channel;

    private BundleCache(Path folder, Path lockFile, FileChannel channel) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** Opens a cache in the home folder or, where that cannot be written, in a temporary folder of its own. */
    static BundleCache open(Home home) throws LaunchException {
        Path parent = home.bundleCaches();
        try {
            Files.createDirectories(parent);
            sweep(parent);
            return create(parent);
        } catch (IOException inHome) {
            try {
                return create(Files.createTempDirectory("fascicle-"));
            } catch (IOException e) {
                e.addSuppressed(inHome);
                throw new LaunchException(ExitCode.FAILED, "the bundle cache can be written neither under " + parent
                        + " (" + inHome + ") nor among the temporary files (" + e + ")", e);
            }
        }
    }

    Path folder() {
        return folder;
    }

    private static BundleCache create(Path parent) throws IOException {
        while (true) {
            // A name of its own, without the random numbers of a temporary file: the JDK takes 15 ms to set them up.
            Path lockFile = parent.resolve(ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime())
                    + LOCK);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // A sweep that came between the two lines above owns or has removed the file: take another one.
            if (lock(channel).isPresent() && Files.exists(lockFile)) {
                Path folder = Files.createDirectory(folderOf(lockFile));
                BundleCache cache = new BundleCache(folder, lockFile, channel);
                Runtime.getRuntime().addShutdownHook(new Thread(cache::deleteLast, "bundle cache"));
                return cache;
            }
            channel.close();
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
            for (Path lockFile : locks) {
                try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
                    if (lock(channel).isPresent()) {
                        delete(folderOf(lockFile));
                        Files.deleteIfExists(lockFile);
                    }
                } catch (IOException | UncheckedIOException e) {
                    // Another process sweeps the same folder, or it is somebody else's: theirs to remove.
                    continue;
                }
            }
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static Path folderOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * For a process that ends by a signal. Other shutdown hooks may still load classes from here, so the files are
     * handed to the JVM, which deletes them after all hooks, in the reverse of this order.
     */
    private void deleteLast() {
        if (Files.exists(folder)) {
            lockFile.toFile().deleteOnExit();
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.forEach(path -> path.toFile().deleteOnExit());
            } catch (IOException | UncheckedIOException e) {
                // What remains is swept by the next process.
                return;
            }
        }
    }

    @Override
    public void close() {
        try (channel) {
            delete(folder);
            Files.deleteIfExists(lockFile);
        } catch (IOException | UncheckedIOException e) {
            // What remains is swept by the next process.
            return;
        }
    }
}
