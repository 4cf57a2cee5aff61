package org.fascicle.workbench.data;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;

/** Files that remember in which folders they were found, so that they are found there again another day. */
public final class FilesOfUse implements DataFiles {
    private final DataFiles files;
    private final Optional<Path> preferred;
    private final Set<Path> folders = new LinkedHashSet<>();

    /**
     * None was asked for so far.
     *
     * @param files where they are looked for
     * @param preferred the folder that somebody named for them
     */
    public FilesOfUse(DataFiles files, Optional<Path> preferred) {
        this.files = files;
        this.preferred = preferred.map(FilesOfUse::whole);
    }

    @Override
    public List<Path> require(List<DataFile> wanted) throws DataException {
        List<Path> found = files.require(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            remember(found.get(i), Path.of(wanted.get(i).path()));
        }
        return found;
    }

    @Override
    public Path find(String path) throws DataException {
        Path found = files.find(path);
        remember(found, Path.of(path));
        return found;
    }

    /** A file that was asked for by its whole path is found by that again. */
    private synchronized void remember(Path found, Path asked) {
        Path folder = whole(found);
        Path within = asked.normalize();
        if (!within.isAbsolute() && folder.endsWith(within)) {
            for (int i = 0; i < within.getNameCount(); i++) {
                folder = folder.getParent();
            }
            folders.add(folder);
        }
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Where they were found; of several folders the one that somebody named, or else the first. */
    public synchronized Optional<Path> folder() {
        return preferred.filter(folders::contains).or(() -> folders.stream().findFirst());
    }
}
