package org.fascicle.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The distribution as its users run it: the script {@code fascicle}, in a process of its own.
 *
 * @param distribution the distribution's folder
 * @param home the home folder given to it
 * @param environment further environment variables
 */
public record CommandLine(Path distribution, Path home, Map<String, String> environment) {
    /** What a command begins with so that an interrupt reaches it. */
    private static final List<String> HEARING = hearing();
    private static final long LIMIT_MINUTES = 10;

    /** Copies what could change. */
    public CommandLine {
        environment = Map.copyOf(environment);
    }

    /**
     * {@return the distribution that the build made, with a home of the test's own}
     *
     * @param home the home folder; it need not exist
     */
    public static CommandLine in(Path home) {
        return new CommandLine(Path.of(System.getProperty("fascicle.dist")).toAbsolutePath().normalize(), home,
                Map.of());
    }

    /**
     * {@return the same with one environment variable more}
     *
     * @param name the variable
     * @param value its value
     */
    public CommandLine with(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new CommandLine(distribution, home, more);
    }

    /**
     * {@return another distribution with the same home}
     *
     * @param other the distribution's folder
     */
    public CommandLine of(Path other) {
        return new CommandLine(other, home, environment);
    }

    /**
     * {@return a copy of this distribution with the same home}
     *
     * @param folder where the copy is to lie
     */
    public CommandLine copied(Path folder) {
        try (Stream<Path> files = Files.walk(distribution)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(distribution.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(folder);
    }

    /**
     * Starts a command and lets it run; its standard streams are pipes to the test.
     *
     * @param arguments the command line
     * @return the running process
     */
    public Process start(String... arguments) {
        try {
            return builder(arguments).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a command to its end. One that takes longer than ten minutes is killed, and the test fails.
     *
     * @param arguments the command line
     * @return how it ended
     */
    public Outcome run(String... arguments) {
        try {
            Path out = Files.createTempFile("fascicle", ".out");
            Path err = Files.createTempFile("fascicle", ".err");
            try {
                Process process = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                process.getOutputStream().close();
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("fascicle " + List.of(arguments) + " still runs after " + LIMIT_MINUTES
                            + " minutes; it said: " + Files.readString(out) + Files.readString(err));
                }
                return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(HEARING);
        command.add(distribution.resolve("fascicle").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FASCICLE_HOME", home.toString());
        builder.environment().put("FASCICLE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** A process of a shell's background ignores Ctrl-C, and so do its children, unless they are told to hear it. */
    private static List<String> hearing() {
        List<String> command = List.of("env", "--default-signal=INT");
        try {
            List<String> trial = new ArrayList<>(command);
            trial.add("true");
            return new ProcessBuilder(trial).start().waitFor() == 0 ? command : List.of();
        } catch (IOException _) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
