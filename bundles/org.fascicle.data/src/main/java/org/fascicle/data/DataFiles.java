package org.fascicle.data;

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
}
