package org.fascicle.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Where files of datasets are looked for, and downloaded to. */
@ProviderType
public interface DataFiles {
    /**
     * The paths of files that are present and whose checksums hold, in order.
     *
     * @throws DataException naming every file that is missing, its checksum and the folders where it may be put; or a
     *         file whose checksum does not hold
     */
    List<Path> require(List<DataFile> files) throws DataException;

    /**
     * The path of a file whose content nobody knows beforehand, such as a user's own table.
     *
     * @param path absolute, or relative to one of the places where data is looked for
     * @throws DataException naming the places, when it is in none of them
     */
    default Path find(String path) throws DataException {
        Path file = Path.of(path);
        if (Files.isRegularFile(file)) {
            return file;
        }
        throw DataException.missing("there is no file " + file.toAbsolutePath());
    }
}
