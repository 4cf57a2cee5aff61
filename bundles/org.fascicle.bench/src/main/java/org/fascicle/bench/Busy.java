package org.fascicle.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of others that each hold a processor, while this is open. */
final class Busy implements AutoCloseable {
    private static final String NAME = Spinning.class.getName();
    private final List<Process> processes = new ArrayList<>();

    /** Starts so many and waits until they are at work. */
    Busy(int number) {
        try {
            Path folder = Files.createTempDirectory("busy");
            Path type = folder.resolve(NAME.replace('.', '/') + ".class");
            try (InputStream bytes = Spinning.class.getResourceAsStream(Spinning.class.getSimpleName() + ".class")) {
                Files.createDirectories(type.getParent());
                Files.copy(bytes, type);
                start(number, folder);
            } finally {
                delete(type, folder);
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("no other process can be started", e);
        }
    }

    private void start(int number, Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (int i = 0; i < number; i++) {
            processes.add(new ProcessBuilder(java, "-Xmx16m", "-XX:+UseSerialGC", "-cp", folder.toString(), NAME)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start());
        }
        for (Process process : processes) {
            if (process.getInputStream().read() < 0) {
                throw new IOException("it ended with " + process.onExit().join().exitValue());
            }
        }
    }

    private static void delete(Path type, Path folder) throws IOException {
        for (Path path = type; !path.equals(folder.getParent()); path = path.getParent()) {
            Files.deleteIfExists(path);
        }
    }

    /** Their numbers. */
    List<Long> processes() {
        return processes.stream().map(Process::pid).toList();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
