package org.fascicle.workbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.workbench.log.Log;

/**
 * Data files in folders: each is looked for in every folder in order, and what is in none is downloaded. A file counts
 * only when its SHA-256 holds; one that was seen to hold is not read again until its size or its time changes.
 *
 * <p>A download is written aside, checked, and then moved into place, so that no file is ever there in part. A file
 * that somebody put there is never written over.
 */
public final class FolderDataFiles implements DataFiles {
    private static final Log LOG = new Log(FolderDataFiles.class);

    private final List<Path> folders;
    private final Path downloads;
    private final Optional<Downloader> downloader;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** What was found in a file when it was last read. */
    private record Known(long size, FileTime modified, String sha256) {
    }

    /** One file that was asked for: where it is, or that it is nowhere. */
    private record Found(DataFile file, Optional<Path> path) {
    }

    /**
     * Files in some folders.
     *
     * @param folders searched in this order
     * @param downloads where downloads go; searched last where it is not among the folders
     * @param downloader fetches what is missing; empty where the network is not to be used
     */
    public FolderDataFiles(List<Path> folders, Path downloads, Optional<Downloader> downloader) {
        this.folders = Stream.concat(folders.stream(), Stream.of(downloads))
                .map(folder -> folder.toAbsolutePath().normalize()).distinct().toList();
        this.downloads = downloads.toAbsolutePath().normalize();
        this.downloader = downloader;
    }

    @Override
    public List<Path> require(List<DataFile> files) throws DataException {
        List<String> problems = new ArrayList<>();
        List<DataFile> missing = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (DataFile file : files) {
            List<String> wrong = new ArrayList<>();
            Found place = new Found(file, find(file, wrong));
            found.add(place);
            if (place.path().isEmpty() && wrong.isEmpty()) {
                missing.add(file);
            } else if (place.path().isEmpty()) {
                problems.addAll(wrong);
            }
        }
        Set<String> failures = new LinkedHashSet<>();
        // nothing is fetched for a request that fails anyway, and one failure says enough about the network
        for (DataFile file : List.copyOf(missing)) {
            if (problems.isEmpty() && failures.isEmpty() && downloader.isPresent() && download(file, failures)) {
                missing.remove(file);
            }
        }
        if (!missing.isEmpty()) {
            problems.addFirst(explain(files, missing, failures));
            throw DataException.missing(String.join("\n", problems));
        }
        if (!problems.isEmpty()) {
            throw DataException.corrupt(String.join("\n", problems));
        }
        return found.stream().map(place -> place.path().orElseGet(() -> target(place.file()))).toList();
    }

    @Override
    public Path find(String path) throws DataException {
        List<Path> places = Stream.concat(Stream.of(Path.of("").toAbsolutePath()), folders.stream()).distinct()
                .toList();
        for (Path place : places) {
            if (Files.isRegularFile(place.resolve(path))) {
                return place.resolve(path);
            }
        }
        throw DataException.missing(Path.of(path).isAbsolute() ? "there is no file " + path
                : "there is no file " + path + " in " + places.stream().map(Path::toString)
                .collect(Collectors.joining(", ")) + "; put it into one of them, or name its folder by --data or "
                + "FASCICLE_DATA");
    }

    /** Where a file is whose sum holds; of those whose sum does not, a line each. */
    private Optional<Path> find(DataFile file, List<String> wrong) {
        for (Path folder : folders) {
            Path path = folder.resolve(file.path());
            try {
                String sum = sum(path);
                if (sum.equals(file.sha256())) {
                    return Optional.of(path);
                }
                wrong.add(path + " is not the file that is needed: expected sha256 " + file.sha256() + ", found " + sum
                        + "; delete it, so that it is fetched again, or put the right file in its place");
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                wrong.add(path + " cannot be read: " + e + "; give read access to it, or delete it");
            }
        }
        return Optional.empty();
    }

    private String sum(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Known before = known.get(path);
        if (before != null && before.size() == attributes.size()
                && before.modified().equals(attributes.lastModifiedTime())) {
            return before.sha256();
        }
        String sum = digest(path);
        known.put(path, new Known(attributes.size(), attributes.lastModifiedTime(), sum));
        return sum;
    }

    private static String digest(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(file, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private Path target(DataFile file) {
        return downloads.resolve(file.path());
    }

    /** Whether a file was fetched; if not, why, source by source. */
    private boolean download(DataFile file, Set<String> failures) {
        Set<String> reasons = new LinkedHashSet<>();
        for (URI source : file.sources()) {
            try {
                LOG.info("downloading {}", source);
                download(file, source);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add("interrupted");
                return false;
            } catch (IOException e) {
                reasons.add((source.getHost() == null ? source : source.getHost()) + ": " + e.getMessage());
            }
        }
        failures.addAll(file.sources().isEmpty() ? Set.of("no source is known") : reasons);
        return false;
    }

    private void download(DataFile file, URI source) throws IOException, InterruptedException {
        Path target = target(file);
        Path aside;
        try {
            Files.createDirectories(target.getParent());
            aside = Files.createTempFile(target.getParent(), ".download-", ".part");
        } catch (IOException e) {
            throw new IOException(target.getParent() + " cannot be written: " + e.getClass().getSimpleName(), e);
        }
        try {
            downloader.orElseThrow().download(source, aside);
            String sum = digest(aside);
            if (!sum.equals(file.sha256())) {
                throw new IOException("what it sends for " + file.path() + " has sha256 " + sum);
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private String explain(List<DataFile> files, List<DataFile> missing, Set<String> failures) {
        Set<String> subjects = files.stream().map(file -> file.path().replaceFirst("/.*", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        StringBuilder text = new StringBuilder(String.join(", ", subjects));
        text.append(missing.size() == 1 ? " needs 1 file that is not here:\n"
                : " needs " + missing.size() + " files that are not here:\n");
        for (DataFile file : missing) {
            text.append("  ").append(file.path()).append("  sha256 ").append(file.sha256()).append('\n');
        }
        text.append("put ").append(missing.size() == 1 ? "it" : "them").append(" under ")
                .append(folders.size() == 1 ? "" : "one of: ")
                .append(folders.stream().map(Path::toString).collect(Collectors.joining(", ")))
                .append(" (or name a folder by --data or FASCICLE_DATA)");
        if (!failures.isEmpty()) {
            text.append("; download failed: ").append(String.join("; ", failures));
        }
        return text.toString();
    }
}
