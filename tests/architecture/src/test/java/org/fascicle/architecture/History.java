package org.fascicle.architecture;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What commits did to files, as git tells. */
final class History {
    /** A commit and the files that it wrote; {@code was} has the older names of those that it moved. */
    record Commit(String id, List<String> added, List<String> written, Map<String, String> was) {
    }

    private final List<Commit> commits = new ArrayList<>();
    private final Map<String, Map<String, String>> texts = new HashMap<>();

    /** All commits that this clone holds, the newest first. */
    History() {
        for (String line : git("log", "-M", "--name-status", "--format=commit %h")) {
            String[] words = line.split("\t");
            if (line.startsWith("commit ")) {
                commits.add(new Commit(line.substring(7), new ArrayList<>(), new ArrayList<>(), new HashMap<>()));
            } else if (words.length > 1 && !words[0].equals("D")) {
                Commit commit = commits.getLast();
                commit.written().add(words[words.length - 1]);
                if (words[0].equals("A")) {
                    commit.added().add(words[1]);
                } else if (words.length > 2) {
                    commit.was().put(words[2], words[1]);
                }
            }
        }
    }

    /** Why the history cannot be told, where it cannot. */
    static Optional<String> gap() {
        try {
            List<String> answer = git("rev-parse", "--is-shallow-repository");
            return answer.equals(List.of("false")) ? Optional.empty() : Optional.of("this clone is shallow: commits "
                    + "before its depth cannot be seen, and files seem to be added by the oldest one that it holds");
        } catch (UncheckedIOException missing) {
            return Optional.of("this is no clone of a git repository, or git is not there: " + missing.getMessage());
        }
    }

    /** The commit that brought a file, under whatever name. */
    Optional<Commit> origin(String file) {
        String name = file;
        for (Commit commit : commits) {
            if (commit.added().contains(name)) {
                return Optional.of(commit);
            }
            name = commit.was().getOrDefault(name, name);
        }
        return Optional.empty();
    }

    /** The files that a commit wrote, as it left them. */
    Map<String, String> texts(Commit commit) {
        return texts.computeIfAbsent(commit.id(), id -> {
            try {
                return read(id, commit.written());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static Map<String, String> read(String commit, List<String> files) throws IOException {
        Process process = new ProcessBuilder("git", "cat-file", "--batch").directory(Sources.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread asking = Thread.ofVirtual().start(() -> {
            try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
                for (String file : files) {
                    writer.write(commit + ":" + file + "\n");
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        Map<String, String> texts = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(process.getInputStream())) {
            for (String file : files) {
                String header = line(in);
                int length = Integer.parseInt(header.substring(header.lastIndexOf(' ') + 1));
                texts.put(file, new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.skipNBytes(1);
            }
        }
        return texts;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("git said no more after " + line);
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static List<String> git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).directory(Sources.ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = reader.lines().filter(line -> !line.isEmpty()).toList();
                if (process.waitFor() != 0) {
                    throw new IOException("git " + String.join(" ", arguments) + " fails");
                }
                return lines;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git was at work", interrupted);
        }
    }
}
